"""Tests that stand beside the views they test: a few rows in, a question, the rows out.

``views/mart/figures/value.test.md`` tests ``mart.value``. It is Markdown, for who knows SQL alone.
A section is a test, on a database that has the lists of ``data/`` and no figure, and that is as
before afterwards. What stands in a section is done from above:

- The rows of a table are loaded. The last word in backticks above it says what they are:
  `figures`, `comparisons` and `ledger` as the files of these kinds have them, with their source;
  or a list, as `metrics`. A column `period` holds a day, a year, or two days with a slash between.
- SQL is run, and gives what stands below it as psql prints it. An ellipsis stands for anything.
"""

import csv
import os
import re
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from minzheng import views
from minzheng.database import kept
from minzheng.loaders import file_batches, files, run
from minzheng.loaders.kinds.ledger import HEADER as LEDGER
from minzheng.loaders.kinds.reference import LISTS

from . import results

FOLDER = Path(views.__path__[0])
# Write the results that queries give into the files instead; then read them.
WRITE = os.environ.get("MINZHENG_WRITE_RESULTS")

SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)
STEP = re.compile(
    r"(?P<caption>(?:^(?!```|[|#]).+\n)+)\n(?P<table>(?:^[|].*\n)+)"
    r"|^```sql\n(?P<query>(?s:.*?))^```\n(?:\n```\n(?P<result>(?s:.*?))^```\n)?",
    re.MULTILINE,
)
FILES = {"figures": "{}.csv", "comparisons": "{}.comparisons.csv", "ledger": "{}.csv"}
KNOWN = "select code from core.source"

# What lists ask for and a test leaves out.
WORDS = ("title", "name", "name_en", "definition", "definition_en", "message", "message_en")
USUAL = {
    "sources": {"kind": "table", "language": "zh"},
    "admin_unit_versions": {"precision": "day"},
    "indicators": {"kind": "stock", "over_areas": "sum", "over_time": "last", "unit": "person"},
    "metrics": {
        "kind": "ratio",
        "numerator_breakdown": "total",
        "denominator_breakdown": "total",
        "denominator_area": "same",
        "alignment": "same_period",
        "unit_declared": "false",
        "part_of_whole": "false",
    },
    "rules": {"kind": "equal"},
    "alerts": {"severity": "warning"},
    "analyses": {"least_points": "1"},
}


class Test(NamedTuple):
    """A section: the file, its heading, and its steps, each a match of STEP."""

    path: Path
    heading: str
    body: str

    @property
    def relation(self):
        return f"{self.path.parents[1].name}.{self.path.name.removesuffix('.test.md')}"

    @property
    def steps(self):
        return [step.groupdict() for step in STEP.finditer(self.body)]


class BadTest(Exception):
    """A test that is not written as it must be, or with rows that the loaders reject."""


def everything(folder=FOLDER):
    return [test for path in sorted(folder.glob("*/*/*.test.md")) for test in tests_of(path)]


def tests_of(path):
    _title, *parts = SECTION.split(path.read_text("utf-8"))
    return [Test(path, *part) for part in zip(parts[::2], parts[1::2], strict=True)]


def run_test(connection, test, folder):
    """Do the steps; what the queries give where it is not what stands below them."""
    found = []
    if all(step["result"] is None for step in test.steps):
        raise BadTest("no query with a result below it")
    is_stale = True
    for step in test.steps:
        if step["table"]:
            load(connection, folder, step["caption"], records(step["table"]))
            is_stale = True
            continue
        if is_stale:
            kept.follow_all(connection)
            is_stale = False
        if step["result"] is None:
            with history_rewritten(connection):
                connection.exec_driver_sql(step["query"], execution_options=results.AS_IT_IS)
        elif got := results.differs(connection, step["query"], step["result"]):
            found.append(got)
            if WRITE:
                replace(test.path, step["query"] + "```\n\n```\n", step["result"], got + "\n")
    return found


def replace(path, query, result, got):
    text = path.read_text("utf-8")
    path.write_text(text.replace(query + result, query + got), "utf-8")


def records(table):
    """The rows of a Markdown table."""
    head, _line, *rows = ([c.strip() for c in row.strip("|").split("|")] for row in lines(table))
    return [dict(zip(head, row, strict=True)) for row in rows]


def lines(table):
    return table.strip().splitlines()


def load(connection, folder, caption, rows):
    """Load the rows by the ordinary loaders, as the files that would hold them."""
    kind = (re.findall(r"`(\w+)`", caption) or [""])[-1]
    rows = [with_days(row) for row in rows]
    if kind in LISTS:
        load_list(connection, folder, kind, rows)
    elif kind in FILES:
        sources = sorted({row["source"] for row in rows})
        known = connection.exec_driver_sql(KNOWN).scalars().all()
        if new := [{"code": source} for source in sources if source not in known]:
            load_list(connection, folder, "sources", new)
        for source, reported in groupby(sorted(rows, key=by_source), by_source):
            reported = [{k: v for k, v in row.items() if k != "source"} for row in reported]
            header = LEDGER if kind == "ledger" else reported[0]
            load_file(connection, folder / FILES[kind].format(source), header, reported)
    else:
        raise BadTest(f"above a table of rows stands none of {', '.join([*FILES, *LISTS])}")


def load_list(connection, folder, name, rows):
    header = LISTS[name].header
    load_file(connection, folder / f"{name}.csv", header, [filled(name, row) for row in rows])


@contextmanager
def history_rewritten(connection):
    """Let a test say when a figure was recorded, which nothing else may change."""
    change = "alter table core.observation {0} trigger {1}, {0} trigger {2}"
    names = ("observation_is_as_printed", "observation_is_withdrawn_once")
    connection.exec_driver_sql(change.format("disable", *names))
    yield
    connection.exec_driver_sql(change.format("enable always", *names))


def load_file(connection, path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)

    @contextmanager
    def part():
        with connection.begin_nested():
            yield connection

    opened = [files.open_file(path)]
    for result in run.load_files(opened, part, keep_going=False, follow=file_batches.follow_later):
        if result.faults:
            raise BadTest(f"{path.name}: {result.faults}")


def filled(name, row):
    """A line of a list with what is usual where the test says nothing."""
    words = dict.fromkeys(WORDS, row.get("name") or row.get("code", name))
    usual = words | {"program": "civil_affairs"} | USUAL.get(name, {}) | row
    if usual.get("published_on"):
        usual = {"published_precision": "day"} | usual
    return {column: value for column, value in usual.items() if column in LISTS[name].header}


def with_days(row):
    """The row with first and last days for its periods."""
    named = {name: row[name] for name in ("period", "base_period") if row.get(name)}
    row = {name: value for name, value in row.items() if name not in ("period", "base_period")}
    for name, period in named.items():
        first, last = (
            period.split("/")
            if "/" in period
            else (period + "-01-01", period + "-12-31")
            if len(period) == 4
            else (period, period)
        )
        row |= {f"{name}_start": first, f"{name}_end": last}
    return row


def by_source(row):
    return row["source"]


def untested(relations, tests, texts):
    """The relations that neither a test beside them asks nor one of the texts names."""
    asked = {
        test.relation
        for test in tests
        if any(test.relation in (step["query"] or "") for step in test.steps)
    }
    named = {name for text in texts for name in re.findall(r"\bmart\.\w+", text)}
    return sorted(set(relations) - asked - named)
