"""The period of a figure: of the table, of the header over it, or before the one of the table."""

import re
from datetime import date

from . import periods
from .cells import narrow
from .context import Context
from .headers import Column, Role
from .periods import Period

MONTH_ALONE = re.compile(r"当月|本月")
MONTHS_BEFORE = (
    (re.compile(r"上(?:个)?月.*"), 1),
    (re.compile(r"(?:上年|去年)同期.*"), 12),
)


def period_of(column: Column, context: Context) -> Period | None:
    """None where the file leaves it open."""
    if column.year is not None:
        return periods.whole_year(column.year)
    if column.role is Role.EARLIER:
        return earlier(narrow(column.title), context)
    return periods.period_of(narrow(column.title)) or context.period


def earlier(title: str, context: Context) -> Period | None:
    """The period of 上月, 上季度, 上期, 上年同期: a month where the form is monthly."""
    now = context.period
    if now is None or now.kind in ("day", "year"):
        return None
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


def span(
    period: Period | None, *, flow: bool, heads: tuple[str, ...]
) -> tuple[str, date | None, date | None]:
    """The basis, first and last day: of what stands or holds, both are that day."""
    if period is not None and period.kind == "day":
        return "effective", period.end, period.end
    basis = "during" if flow else "point"
    if period is None or not flow:
        end = period.end if period is not None else None
        return basis, end, end
    if any(MONTH_ALONE.search(head) for head in heads):
        return basis, period.end.replace(day=1), period.end
    return basis, period.counted_from, period.end
