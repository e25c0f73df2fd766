"""The words that labels, headings and titles are made of, and what each of them says.

A text is taken apart into words of ``words.csv`` and the stretches between them. What such a part
says is its kind: ``same`` (or ``other``, for a stretch between words) is what is counted, in one
spelling; ``unit`` counts it (人数 counts 人), as does a ``label`` that is all of a stretch;
``member`` is a part of it (城市); ``restricts`` says that only some of it, or something that
happened to it, is meant, and perhaps which member a label of nothing else is (其中:残疾人); a
filler says nothing.
"""

import csv
import re
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from .word_list import WordList

Kind = Literal["same", "other", "unit", "label", "member", "restricts", "filler"]

# 80周岁及以上老年人 is an age group; other limits are no members of it.
AGE = re.compile(r"(\d{2,3})(?:周?岁(?:及)?以上|[-—–~～至](\d{2,3})周?岁(?!以上))")
AGES = frozenset(("60+", "65+", "80+", "90+", "100+", "70-79", "80-89", "90-99"))
# What is all of a label of money.
SUMS = frozenset(("资金", "资金数", "发放", "总额"))
# 除衡南县外: some of what is counted is left out.
EXCEPT = re.compile(r"除[一-鿿]{1,20}?(?:以|之)?外")
# What separates words. Figures, dates and brackets are no words.
SEPARATORS = re.compile(r"[\s\d()\[\]、,,.·:;“”\"'#*/—–-]+")
# Between texts that stand apart in one cell.
APART = ";"
# 各市州, 分县, 民政局, and what is left of times, restrict nothing.
HARMLESS = re.compile(r"[各分按].*|.*[省市州县区乡镇旗盟局厅处院部]|[年月日季度末初底至到]+")
# In a title these restrict nothing: 各县区, 12月末, and what joins words.
PLACE_OR_TIME = re.compile(
    r"[各分按全本]?(?:[省市州县区旗盟乡镇][级辖]?)+"
    r"|[自从至到起日月年季半度上中下期份末初底止]+|[的和及与等表数量之为在各类级分金户局厅部报]+"
)
JOINING = "的和及与等"
# A title in another language stands beside one in this.
FOREIGN = re.compile(r"[A-Za-z&'%]{3,}")
# Of a title, what is left of times when its digits are gone: 二季度, 上半年, 二〇二三年.
TIMES = re.compile(
    r"第?[一二三四五六七八九十]+(?:部分|季度?)|前[一二三]个?季度?|[上下]半年"
    r"|[一二][〇○零一二三四五六七八九]{3}(?=年)|[一二三四五六七八九十]{1,2}(?=月)"
)
# 村(居)民委员会, 县(市、区).
OPTIONAL = re.compile(r"\(([居市区县旗、]{1,5})\)")
# Of which places it is not told, or of some that are no one area.
SOME_PLACES = re.compile(
    r"边境|沿边|沿海|边疆|边远|牧区|^山区|老区|民族地区|(?<!第[一二三四五六七八九十])部分"
)
# What is given to persons whom other programmes name: 低保对象临时救助.
OF_OTHERS = frozenset(
    (
        "临时救助",
        "残疾人两项补贴",
        "困难残疾人生活补贴",
        "重度残疾人护理补贴",
        "高龄补贴",
        "直接医疗救助",
    )
)
LISTING = re.compile("[、,;和及与]")
DISABLED = "残疾人"
# What is said of every programme.
OF_WHOMEVER = frozenset(("标准", "支出", "床位"))
SPENT = "支出"
FUNDS = "资金"
# What is paid, or by which rule, of what other words name.
OF_MONEY = OF_WHOMEVER | {"基本生活费"}
# Before the word that a restriction says the same as.
AS = "as "
# 军供站单位数 counts 军供站: what a word for a body stands before.
COUNT_OF_BODIES = re.compile(
    r"(?:(?<=[站院所馆库心关构会织局])|(?<=单位)|(?<=团体))(?:单位|机构)数$"
)
BODIES = ("机构数", "单位数")
# 孤儿数 is 孤儿.
NUMBER_OF = "数"


@dataclass(frozen=True)
class Part:
    """A word of a text, or a stretch between words: its kind, and what it says."""

    text: str
    kind: Kind
    meaning: str

    @property
    def name(self) -> str:
        """By what it is the same part as another: the meanings of restrictions are explanations.

        Those of 工作人员 are "as 职工", which says the same.
        """
        if self.kind == "restricts":
            return self.meaning.removeprefix(AS) if self.meaning.startswith(AS) else self.text
        return self.meaning

    @property
    def is_subject(self) -> bool:
        """Whether it says what is counted, or which of it."""
        return self.kind in ("same", "other", "restricts")

    @property
    def as_member(self) -> "Part":
        """A group of people as part of what is counted: its restriction names the member."""
        is_group = self.kind == "restricts" and "=" in self.meaning
        return replace(self, kind="member") if is_group else self

    @property
    def member(self) -> tuple[str, str]:
        dimension, _equals, code = self.meaning.partition("=")
        return dimension, code


@cache
def words() -> dict[str, Part]:
    """The words of words.csv. One character is a word only where it is a whole label."""
    with files(__package__).joinpath("words.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["word"]: Part(row["word"], row["part"], row["meaning"] or row["word"])  # type: ignore[arg-type]
        for row in rows
    }


@cache
def take_apart(text: str) -> tuple[Part, ...]:
    """The parts of a text without its fillers, in order."""
    parts: list[Part] = []
    for stretch in SEPARATORS.split(_with_ages(text, parts)):
        parts += _parts_of(stretch)
    return tuple(part for part in parts if part.kind != "filler")


@cache
def unknown_beside(text: str, name: str) -> Part | None:
    """What stands right before or after a subject, and is no word that is known: 清退 of 清退低保.

    Members of a breakdown, and fillers, may stand between.
    """
    for stretch in SEPARATORS.split(AGE.sub(" ", text)):
        parts = [part for part in _parts_of(stretch) if not _stands_between(part)]
        for one, other in pairwise(parts):
            if {one.kind, other.kind} == {"same", "other"} and name in (one.name, other.name):
                unknown = one if one.kind == "other" else other
                if not HARMLESS.fullmatch(unknown.text) and not is_harmless(unknown.text):
                    return unknown
    return None


def unread_in(title: str, of_all: str, labels: Set[str]) -> Part | None:
    """What a title says that is no word that is known, nor one that restricts nothing.

    ``of_all`` is what is said of all that is counted. Of the things that a title lists, those that
    are ``labels`` are told by their own.
    """
    if some := SOME_PLACES.search(title):
        return Part(some[0], "restricts", "not all of it")
    title = OPTIONAL.sub(r"\1", title)
    is_list = LISTING.search(title) is not None
    for stretch in SEPARATORS.split(TIMES.sub(" ", AGE.sub(" ", title))):
        for part in _parts_of(stretch):
            if part.kind != "other" or FOREIGN.fullmatch(part.text):
                continue
            if part.text in of_all or is_harmless(part.text):
                continue
            if not (is_list and part.text in labels):
                return part
    return None


@cache
def is_harmless(text: str) -> bool:
    """Whether a stretch of a title is of words that restrict nothing, and times."""
    left = (re.sub(r"\W", "", one).strip(JOINING) for one in _harmless_words().split(text))
    return all(PLACE_OR_TIME.fullmatch(one) for one in left if one)


@cache
def _harmless_words() -> re.Pattern[str]:
    """The words of title_words.csv, the longest first."""
    with files(__package__).joinpath("title_words.csv").open(encoding="utf-8") as file:
        found = [row["word"] for row in csv.DictReader(file)]
    return re.compile("|".join(sorted(found, key=len, reverse=True)))


@cache
def population_of(title: str, name: str) -> Part | None:
    """The programme right before one for persons of others: 低保 of 低保对象临时救助."""
    if name not in OF_OTHERS:
        return None
    for stretch in SEPARATORS.split(LISTING.sub(" ", title)):
        parts = [part for part in _parts_of(stretch) if part.kind == "same"]
        for one, other in pairwise(parts):
            is_same = other.name == name or (DISABLED in other.name and DISABLED in name)
            if is_same and one.name not in OF_OTHERS | OF_MONEY:
                return one
    return None


def _stands_between(part: Part) -> bool:
    return part.kind in ("member", "filler") or part.name in OF_WHOMEVER


def _with_ages(text: str, parts: list[Part]) -> str:
    """The text without the age groups in it, which become parts, as what it leaves out does."""
    for age in AGE.finditer(text):
        group = f"{age[1]}-{age[2]}" if age[2] else f"{age[1]}+"
        kind: Kind = "member" if group in AGES else "restricts"
        parts.append(Part(age[0], kind, f"age={group}" if kind == "member" else "an age"))
    parts += (Part(one[0], "restricts", "not all of it") for one in EXCEPT.finditer(text))
    return AGE.sub(" ", text)


def _parts_of(stretch: str) -> list[Part]:
    known = words()
    whole = known.get(stretch)
    if stretch in SUMS:
        return [Part(stretch, "same", SPENT)]
    if whole and whole.kind == "label":
        return [replace(whole, kind="unit")]
    counted = COUNT_OF_BODIES.search(stretch)
    if counted and not whole:
        return [*_parts_of(stretch[: counted.start()]), Part(counted[0], "unit", "个")]
    if len(stretch) == 1:
        return [whole or Part(stretch, "other", stretch)]
    parts: list[Part] = []
    place = 0
    for found in _word_list().find(stretch):
        parts += _other(stretch[place : found.start])
        parts.append(known[found.word])
        place = found.end
    rest = stretch[place:]
    # 低保资金 is what is spent, 低保资金发放 may be what was told of.
    if parts and parts[-1].text == FUNDS and not rest:
        parts[-1] = Part(FUNDS, "same", SPENT)
    # 机构数 of 公办机构数 counts what others name.
    if rest in BODIES and parts and all(part.kind in ("member", "filler") for part in parts):
        return [*parts, Part(rest, "unit", "个")]
    return parts + _other(rest)


@cache
def _word_list() -> WordList:
    """The words that stand among others: a label is one only where it is all of a stretch."""
    return WordList(word for word, part in words().items() if part.kind != "label")


def _other(rest: str) -> list[Part]:
    """A stretch between words, without what only joins or counts."""
    named = rest.strip(JOINING + "表").removesuffix(NUMBER_OF)
    return [Part(named, "other", named)] if named else []
