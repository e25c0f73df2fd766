"""The areas that a report is about."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from ...errors import MinzhengError
from .report_queries import run_query

# Figures of areas below the named ones. With them and those of the nation a page stays below 7 MB.
MOST_FIGURES = 12_500


class NoFigures(MinzhengError):
    """The database has no figures of what is to be reported."""


class ReportArea(NamedTuple):
    """An area that was named (depth 0), an area above those (negative) or below them."""

    code: str
    name: str
    name_en: str
    level: str
    parent: str | None
    depth: int
    included: bool

    @property
    def as_json(self) -> dict[str, object]:
        return self._asdict()


def report_areas(connection: Connection, codes: Sequence[str]) -> list[ReportArea]:
    """The named areas with those above and below; without codes, the area with most indicators."""
    named = list(codes) or [_default_area(connection)]
    rows = run_query(connection, "report_areas", codes=named, most=MOST_FIGURES)
    areas = [ReportArea._make(row) for row in rows]
    if missing := set(named) - {area.code for area in areas}:
        raise NoFigures(f"The database has no figures of area {', '.join(sorted(missing))}.")
    return areas


def top_area(connection: Connection) -> str:
    """The highest area that has figures, such as the nation. Raises NoFigures if there are none."""
    return str(run_query(connection, "top_area").scalar() or _default_area(connection))


def _default_area(connection: Connection) -> str:
    code = run_query(connection, "default_area").scalar()
    if not code:
        raise NoFigures("The database has no figures yet. Load the bundled ones: minzheng load")
    return str(code)
