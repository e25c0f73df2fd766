"""The pages for users are in Chinese as in English: nothing is missing, stale or changed."""

import re

import pytest
from generator import translations

pytestmark = pytest.mark.once

PAGES = sorted({path.stem for path in translations.DOCS.glob("*.md")} - translations.ENGLISH_ONLY)
TRANSLATED = translations.translated()
HAN = r"[\u3400-\u9fff]"
MARKS = re.compile(f"{HAN}[,;:?!]|[,;:?!]{HAN}|{HAN}\\.(?: |$)|\\({HAN}+\\)")
# Two asterisks after a Chinese mark and before a word end nothing.
OPEN_ENDED = re.compile(r"\*\*[^*]+[，。；：、！？（）“”]\*\*\w")
NAMES = """
minzheng CSV Parquet SDMX PostgreSQL Superset JDBC DBeaver DataGrip pandas numeric boolean date
timestamp timestamptz systemd cron Kubernetes province prefecture county polars ibis DuckDB JSON
stat GB dbt MetricFlow Cube Node pg Evidence
"""


@pytest.fixture(scope="module")
def extracted():
    return translations.extracted()


def pairs(page):
    """The messages of a page that have words, with their translations."""
    return [
        (message.id, message.string)
        for message in translations.messages(TRANSLATED[page])
        if translations.needs_words(message)
    ]


def test_every_page_for_users_has_a_catalog(extracted):
    assert PAGES == list(extracted) == list(TRANSLATED)
    assert {"index", "start", "ask", "files", "figures", "report", "reading"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_no_message_is_missing_fuzzy_or_stale(extracted, page):
    found = {message.id for message in translations.messages(extracted[page])}
    known = translations.messages(TRANSLATED[page])
    assert len(found) > 8
    assert {message.id for message in known} == found
    assert [message.id for message in known if not translations.done(message)] == []
    assert list(TRANSLATED[page].obsolete) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_translation_keeps_the_code_and_the_links(page):
    kept = translations.kept
    assert [pair for pair in pairs(page) if kept(pair[0]) != kept(pair[1])] == []


@pytest.mark.parametrize("page", PAGES)
def test_chinese_is_written_with_its_own_marks(page):
    prose = [translations.CODE.sub("", chinese) for _, chinese in pairs(page)]
    assert [text for text in prose if MARKS.search(text) or OPEN_ENDED.search(text)] == []


# The glossary gives the English words too.
@pytest.mark.parametrize("page", [page for page in PAGES if page != "glossary"])
def test_all_but_names_is_in_chinese(page):
    left = [chinese for _, chinese in pairs(page) if not re.search(HAN, chinese)]
    assert set(re.findall(r"[A-Za-z]+", " ".join(left))) <= set(NAMES.split())
