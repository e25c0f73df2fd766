"""How the search of the site finds words of both languages: Chinese ones by pairs of characters.

Sphinx would cut Chinese into the words of a dictionary in the index, but not in what is typed, so
that only words of the dictionary would be found.
"""

import re

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search.en import SearchEnglish

HAN = r"\u3400-\u9fff"


class EnglishAndChinese(SearchEnglish):
    """Runs of Chinese characters are cut into single characters and overlapping pairs."""

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
    """The words of a run of characters of one script that go into the index."""
    if not re.match(rf"[{HAN}]", run):
        return [run]
    return [*run, *(run[start : start + 2] for start in range(len(run) - 1))]


def find_by_each_name(app: Sphinx) -> list[tuple[str, dict[str, str], str]]:
    """Let a section called 名称 · name be found under either of them and under its code.

    Sphinx shows a section only where at least half of its title is typed.
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
