"""The period of a figure: of the table, of the header over it, or before the one of the table."""

import re
from dataclasses import dataclass
from datetime import date

from ..formats.characters import narrow
from . import periods
from .context import Context
from .periods import Period
from .sheet_columns import Role, SheetColumn


@dataclass(frozen=True)
class Time:
    """The basis of a figure, the day from which it would count, and its last day."""

    basis: str
    since: date | None
    end: date | None

    @property
    def start(self) -> date | None:
        """What stands at a day, or is in force from it, has that day alone."""
        return self.since if self.basis == "during" else self.end


MONTH_ALONE = re.compile(r"当月|本月")
YEAR_BEFORE = re.compile(r"(?:上年|去年).*|上期(?:数)?")
MONTHS_BEFORE = (
    (re.compile(r"上(?:个)?月.*"), 1),
    (re.compile(r"(?:上年|去年)同期.*"), 12),
)


def period_of_column(column: SheetColumn, context: Context) -> Period | None:
    """None where the file leaves it open."""
    if column.year is not None:
        return periods.whole_year(column.year)
    if column.role is Role.EARLIER:
        return earlier_period(narrow(column.title), context)
    return periods.period_of(narrow(column.title)) or context.period


def earlier_period(title: str, context: Context) -> Period | None:
    """The period of 上月, 上季度, 上期, 上年同期: a month where the form is monthly."""
    now = context.period
    if now is None or now.kind == "day":
        return None
    if now.kind == "year":
        return periods.whole_year(now.end.year - 1) if YEAR_BEFORE.fullmatch(title) else None
    count = months_before(title, now.end, context.form)
    if count is None:
        return None
    end = periods.before(now.end, count)
    return Period(end.replace(day=1), end, "month")


def months_before(title: str, end: date, form: str | None) -> int | None:
    for shape, count in MONTHS_BEFORE:
        if shape.fullmatch(title):
            return count
    if title.startswith("上季") or (title.startswith("上期") and form == "quarter"):
        return (end.month - 1) % 3 + 1
    if title.startswith(("上年末", "上年底")):
        return end.month
    return 1 if title.startswith("上期") and form == "month" else None


def to_time(period: Period | None, *, flow: bool, heads: tuple[str, ...]) -> Time:
    """The days of a figure, and since when it counts if it does."""
    if period is None:
        return Time("during" if flow else "point", None, None)
    if period.kind == "day":
        return Time("effective", period.end, period.end)
    alone = any(MONTH_ALONE.search(narrow(head)) for head in heads)
    since = period.end.replace(day=1) if alone else period.counted_from
    return Time("during" if flow else "point", since, period.end)
