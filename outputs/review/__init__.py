"""A page on which a person reviews the reading of an article, and saves its ledger.

One HTML file with the text, a proposal for each of its numbers and the lists to choose from. It
needs nothing else, may load nothing else, and keeps what was decided in the browser.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from string import Template

from ...loaders.articles.proposal import Proposal
from ...loaders.kinds.ledger.layout import ALWAYS, FILLED, HEADER, REVIEW
from ...schema.codes import code_lists
from ..offline_page import bundle, page_of, script_json
from .proposed_rows import rows_of
from .review_lists import ReviewLists, read_review_lists

__all__ = ["Review", "ReviewLists", "read_review_lists", "review_page", "write_review"]
TEMPLATE = files(__package__).joinpath("template")
SHARED = files(f"{__package__.rpartition('.')[0]}.report.page").joinpath("template")
# Modules of the page: each uses only those before it.
SCRIPTS = (
    "words", "lists", "fraction", "decisions", "figures", "checks", "ledger", "names", "combobox",
    "article", "queue", "form", "review",
)  # fmt: skip
# Lists of codes that the page names, by their column and table.
CODES = {
    "disposition": ("disposition", ""),
    "reason": ("reason", "mention"),
    "basis": ("basis", ""),
    "kind": ("kind", "comparison"),
}


@dataclass(frozen=True)
class Review:
    """What a person is to review: a text, its source, and a proposal for each number in it."""

    text: str
    proposals: list[Proposal]
    lists: ReviewLists
    title: str = ""
    source: str = ""
    area: str | None = None
    published: date | None = None
    sha256: str = field(default="")
    # That of the page at first; without one that of the browser.
    language: str = ""

    @property
    def fingerprint(self) -> str:
        """That of the source's file if it is known, else that of the text."""
        return self.sha256 or hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def write_review(review: Review, path: Path) -> None:
    """Write the page. Raises OSError."""
    path.write_text(review_page(review), encoding="utf-8", newline="")


def review_page(review: Review) -> str:
    """The HTML of the page."""
    style = TEMPLATE.joinpath("style.css").read_text("utf-8")
    shared = [SHARED.joinpath(f"{name}.js").read_text("utf-8") for name in ("dom", "language")]
    own = [TEMPLATE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    script = bundle([*shared, *own])
    body = Template(TEMPLATE.joinpath("body.html").read_text("utf-8")).substitute(
        script=script, data=script_json(page_data(review))
    )
    return page_of(body, "核对 / Review", [script], style)


def page_data(review: Review) -> dict[str, object]:
    return {
        "language": review.language,
        "title": review.title,
        "source": review.source,
        "area": review.area or "",
        "published": review.published.isoformat() if review.published else "",
        "fingerprint": review.fingerprint,
        "version": version("minzheng"),
        "text": review.text,
        "rows": rows_of(review.proposals, review.lists),
        "header": [*HEADER, *REVIEW],
        "always": ALWAYS,
        "filled": FILLED,
        "codes": {name: codes_json(key) for name, key in CODES.items()},
        **review.lists.as_json,
    }


def codes_json(key: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"code": one.code, "name": one.meaning, "name_en": one.meaning_en}
        for one in code_lists()[key]
    ]
