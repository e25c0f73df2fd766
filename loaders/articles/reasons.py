"""Why a proposal is what it is, in the words of reasons.csv: English and Chinese."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Wordings(NamedTuple):
    """How a reason is said, with places for what it is about."""

    en: str
    zh: str


class Reason(str):
    """A reason: its text is English, and ``zh`` says the same in Chinese."""

    code: str
    values: dict[str, object]

    @property
    def zh(self) -> str:
        return all_reasons()[self.code].zh.format(**self.values)


def reason(code: str, **values: object) -> Reason:
    """The reason with a code; the values fill the places of its words."""
    found = Reason(all_reasons()[code].en.format(**values))
    found.code, found.values = code, values
    return found


def code_of(text: str | None) -> str:
    """The code of a reason; empty for a text that is none."""
    return text.code if isinstance(text, Reason) else ""


def in_chinese(text: str) -> str:
    """What a reason says in Chinese; a text that is none says it as it is."""
    return text.zh if isinstance(text, Reason) else text


def in_both_languages(text: str) -> str:
    """What a reason says as notes of the data have it, 中文 / English; another text as it is."""
    return f"{text.zh} / {text}" if isinstance(text, Reason) else text


@cache
def all_reasons() -> dict[str, Wordings]:
    with files(__package__).joinpath("reasons.csv").open(encoding="utf-8") as lines:
        return {row["code"]: Wordings(row["en"], row["zh"]) for row in csv.DictReader(lines)}
