"""What was probably meant by a code that is not known, for who reads why a row was rejected."""

from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import Connection, text

from ..files import Rejection
from .nearest import nearest

# What a column names: the code, and the names by which people know it. Townships and villages are
# too many to be looked through.
ENTRIES = {
    "indicator": "select code, name, name_en from core.indicator",
    "program": "select code, name, name_en from core.program",
    "unit": "select code, name, name_en, printed from core.unit",
    "area": """
        select code, name, name_en from core.admin_unit_version
        where level not in ('township', 'village') and upper_inf(valid)
    """,
}
COLUMNS = {"numerator": "indicator", "denominator": "indicator"} | {name: name for name in ENTRIES}
# Files of another world have thousands of unknown codes: a few hints are enough.
MOST = 20


def with_near_names(connection: Connection, rejects: Iterable[Rejection]) -> Iterator[Rejection]:
    """The rejects, with the nearest names said where a code is unknown."""

    @cache
    def entries(kind: str) -> list[tuple[str, ...]]:
        return [_names(*row) for row in connection.execute(text(ENTRIES[kind]))]

    hints: dict[tuple[str, str], str] = {}
    for reject in rejects:
        kind = COLUMNS.get((reject.column or "").removeprefix("base_"))
        value = reject.value
        if reject.reason != "unknown_code" or not kind or not value:
            yield reject
            continue
        if (kind, value) not in hints:
            known = entries(kind) if len(hints) < MOST else []
            listed = ", ".join(f"{one[0]} ({one[1]})" for one in nearest(value, known))
            hints[kind, value] = f"; near is {listed}" if listed else ""
        yield reject._replace(message=reject.message + hints[kind, value])


def _names(code: str, *names: str | list[str]) -> tuple[str, ...]:
    """A code and all its names; a unit has several printed forms."""
    flat = [one for name in names for one in ([name] if isinstance(name, str) else name)]
    return code, *flat
