"""The page of sources, and where the facts of each data file come from."""

import re
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, text

from minzheng import data

from .defined_sections import anchor
from .markdown import code, escaped, page, section
from .words import ENGLISH, Language

SOURCES = "select * from mart.source order by kind, published_on, source_code"
INTRODUCTION = (
    "数字所出自的全部公开文献。标题、发布者和日期均照原件；不知道的略去，日期不确切的注明精确程度。"
    " / Every published document that figures come from. Titles, publishers and days are as "
    "published; what is not known is left out, and a day that is not known exactly is given with "
    "its precision."
)


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    sections = [_source(row, language) for row in connection.execute(text(SOURCES))]
    licences = re.sub("^#", "##", (files(data) / "SOURCES.md").read_text("utf-8"), flags=re.M)
    return {
        "sources.md": page(
            section(1, language.say("来源 / Sources"), "sources"),
            language.say(INTRODUCTION),
            *sections,
            licences,
        )
    }


def _source(row: Any, language: Language) -> str:
    precision = row.published_precision and language.meaning(
        "published_precision", "", row.published_precision
    )
    published = (
        language.say(f"{row.published_on}（{precision}） / {row.published_on} ({precision})")
        if row.published_on
        else None
    )
    reported = language.say(
        f"{row.observation_count} 个观测值，{row.comparison_count} 个比较"
        f" / {row.observation_count} observations, {row.comparison_count} comparisons"
    )
    facts = {
        "发布者 / publisher": escaped(row.publisher),
        "作者 / authors": escaped(row.authors),
        "发布日期 / published": published,
        "类型 / kind": language.say(
            f"{language.meaning('kind', 'source', row.kind)}，{row.language}"
            f" / {row.kind}, {row.language}"
        ),
        "报告 / reports": reported,
        "文中数字 / numbers in its text": row.number_count,
        "网址 / address": f"<{row.address}>" if row.address else None,
        "SHA-256": code(row.sha256),
        "说明 / note": escaped(row.note),
    }
    return page(
        section(2, escaped(row.title), anchor("source", row.source_code)),
        code(row.source_code),
        language.bullets(facts.items()),
    )
