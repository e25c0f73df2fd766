"""The search of the site in both languages; Chinese is found by pairs of characters.

Sphinx itself splits Chinese in the index into dictionary words, but not the search text, and so
finds only words of that dictionary.
"""

import re

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search.en import SearchEnglish

HAN = r"\u3400-\u9fff"


class EnglishAndChinese(SearchEnglish):
    """Splits Chinese text into single characters and overlapping pairs."""

    lang = "en-zh"
    js_splitter_code = f"""
var splitQuery = (query) =>
  (query.match(/[{HAN}]+|[^\\W]+/gu) || []).flatMap((run) =>
    /^[{HAN}]{{2}}/u.test(run)
      ? Array.from({{length: run.length - 1}}, (_, start) => run.slice(start, start + 2))
      : [run]
  );
"""

    def split(self, input: str) -> list[str]:
        runs = re.findall(rf"[{HAN}]+|[^\W{HAN}]+", input)
        return [word for run in runs for word in words(run)]


def words(run: str) -> list[str]:
    """The words for the index in a run of characters of one script."""
    if not re.match(rf"[{HAN}]", run):
        return [run]
    return [*run, *(run[start : start + 2] for start in range(len(run) - 1))]


def find_by_each_name(app: Sphinx) -> list[tuple[str, dict[str, str], str]]:
    """Index a section titled 名称 · name under either name and under its code.

    Sphinx shows a section only if at least half of its title is typed.
    """
    assert isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.indexer
    for titles in app.builder.indexer._all_titles.values():
        titles += [
            (name, place)
            for title, place in titles
            if place and " · " in title
            for name in (*title.split(" · "), place.partition("-")[2].replace("-", "_"))
        ]
    return []
