"""How well articles are read: proposals against what people transcribed.

Gold are the ledgers of ``data/articles`` and of ``bench/gold`` (figures and places only). The texts
are not in the repository: give the folders that hold them, they are recognised by their SHA-256.

    python bench/reading.py FOLDER… [--only article,…] [--without-learnt] [--errors measure,…]
"""

import argparse
import csv
import hashlib
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from minzheng.database.target import Target
from minzheng.loaders.articles.proposal import Proposal
from minzheng.loaders.articles.reader import Reader, read_lists
from minzheng.loaders.printed import UnreadableFigure, parse

HERE = Path(__file__).parent
LEDGERS = HERE.parent / "data" / "articles"
# What is measured of figures, in the order of the table.
MEASURES = (
    "found", "disposition", "value", "unit", "area", "period", "breakdown", "indicator",
    "unknown", "comparison",
)  # fmt: skip


@dataclass(frozen=True)
class Gold:
    """A text and its ledger."""

    name: str
    text: str
    area: str | None
    published: date | None
    rows: list[dict[str, str]]
    is_bundled: bool


@dataclass
class Score:
    """Right and all answers of each measure, and of the figures that were certain."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def add(self, measure: str, is_right: bool, where: str, wanted: object, got: object) -> bool:
        self.asked[measure] += 1
        self.right[measure] += is_right
        if not is_right:
            self.errors.append((measure, f"{where} {wanted} got {got}"))
        return is_right


def read_gold(folders: list[Path]) -> Iterator[Gold]:
    """The gold whose text is in one of the folders."""
    texts = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes().decode("utf-8")
        for folder in folders
        for path in folder.rglob("*.txt")
    }
    with (LEDGERS.parent / "sources.csv").open(encoding="utf-8") as file:
        bundled = [row for row in csv.DictReader(file) if row["number_count"]]
    for row in bundled:
        rows = ledger_of(LEDGERS / f"{row['code']}.csv")
        if row["sha256"] in texts:
            areas = Counter(one["area"] for one in rows if one["area"])
            area, day = areas.most_common(1)[0][0], day_of(row)
            yield Gold(row["code"], texts[row["sha256"]], area, day, rows, True)
    with (HERE / "gold" / "articles.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["sha256"] in texts:
                day = day_of(row)
                rows = ledger_of(HERE / "gold" / f"{row['article']}.csv")
                text = texts[row["sha256"]]
                yield Gold(row["article"], text, row["area"] or None, day, rows, False)


def day_of(row: dict[str, str]) -> date | None:
    return date.fromisoformat(row["published_on"]) if row["published_on"] else None


def ledger_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def score(gold: Gold, proposals: list[Proposal], into: Score) -> None:
    """Compare the proposals of a text with its ledger, number by number."""
    for row in gold.rows:
        start, end = map(int, row["locator"].removeprefix("char=").split(","))
        got = next((one for one in proposals if one.start < end and start < one.end), None)
        where = f"{gold.name}: …{gold.text[max(0, start - 20) : start]}[{row['printed']}]"
        where = where.replace("\n", "/")
        if not into.add("found", got is not None, where, row["printed"], None) or got is None:
            continue
        wanted = row["disposition"]
        is_figure = wanted != "neither" and not row["same_as"]
        is_right = into.add(
            "disposition", got.disposition == wanted, where, wanted, got.disposition
        )
        if is_figure:
            is_right = is_right and compare(row, got, where, into)
            if got.is_certain and got.disposition != "neither":
                into.add("certain", is_right, where, "", got.confidence)
            into.asked["figures"] += 1


def compare(row: dict[str, str], got: Proposal, where: str, into: Score) -> bool:
    """Whether all that a figure says is right."""
    span = got.period
    said = (str(span.start), str(span.end), span.basis) if span else None
    checks: list[tuple[str, object, object]] = [("unit", row["unit"], got.unit)]
    if row["indicator"]:
        checks.append(("indicator", row["indicator"], got.indicator))
        checks.append(("breakdown", row["breakdown"], got.breakdown))
    else:
        checks.append(("unknown", None, got.indicator))
    if row["area"]:
        checks.append(("area", row["area"], got.area))
    if row["period_start"]:
        days = (row["period_start"], row["period_end"], row["basis"])
        checks.append(("period", days, said))
    if row["disposition"] == "comparison":
        base = got.base_period
        day = row["base_period_end"]
        # A base of which nothing says when it was is no question.
        has = str(base.end) if base and day else ""
        wanted = (row["kind"], row["base_indicator"] or None, day)
        checks.append(("comparison", wanted, (got.kind, got.base_indicator, has)))
    # Each of them is counted, whatever the one before it was.
    answers = [into.add(name, want == have, where, want, have) for name, want, have in checks]
    is_right = all(answers)
    try:
        printed = parse(row["printed"], row["carried"])
        value = (printed.value, printed.low, printed.high)
        have = got.figure and (got.figure.value, got.figure.low, got.figure.high)
        return into.add("value", value == have, where, value, have) and is_right
    except UnreadableFigure:
        return is_right


def measure(connection: Connection, gold: list[Gold], without_learnt: bool) -> tuple[Score, Score]:
    """The scores of the bundled articles and of the others."""
    known, others = Score(), Score()
    reader = read_lists(connection)
    for one in gold:
        if without_learnt and one.is_bundled:
            reader = read_lists(connection, frozenset({one.name}))
        proposals = reader.read(one.text, one.area, one.published)
        score(one, proposals, known if one.is_bundled else others)
    return known, others


def print_score(title: str, found: Score) -> None:
    print(f"{title}: {found.asked['found']} numbers, {found.asked['figures']} figures")
    for name in MEASURES:
        if asked := found.asked[name]:
            print(
                f"  {name:12} {found.right[name]:4} of {asked:4}  {found.right[name] / asked:.1%}"
            )
    if asked := found.asked["certain"]:
        wrong = asked - found.right["certain"]
        share = asked / found.asked["figures"]
        print(f"  {'certain':12} {asked:4} ({share:.0%}), {wrong} wrong ({wrong / asked:.1%})")


def print_speed(reader: Reader, gold: list[Gold]) -> None:
    """Characters a second of processor time, of all texts many times over."""
    text = "\n\n".join(one.text for one in gold)
    text *= max(1, 200_000 // len(text))
    started = time.process_time()
    count = len(reader.read(text, "530000", date(2024, 9, 1)))
    seconds = time.process_time() - started
    size = len(text.encode()) / 1e6
    print(f"speed: {size:.2f} MB, {count} numbers, {seconds:.1f} s, {size / seconds:.2f} MB/s")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--without-learnt", action="store_true")
    arguments.add_argument("--errors", default="")
    arguments.add_argument("--speed", action="store_true")
    given = arguments.parse_args()
    only = set(filter(None, given.only.split(",")))
    gold = [one for one in read_gold(given.folders) if not only or one.name in only]
    with Target(os.environ.get("MINZHENG_DATABASE")).engine.connect() as connection:
        known, others = measure(connection, gold, given.without_learnt)
        print_score("bundled articles", known)
        print_score("other articles", others)
        if given.speed:
            print_speed(read_lists(connection), gold)
    wanted = set(given.errors.split(","))
    for name, words in known.errors + others.errors:
        if name in wanted or "all" in wanted:
            print(f"{name}: {words}")


if __name__ == "__main__":
    main()
