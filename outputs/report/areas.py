"""Which areas a report is about."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from ...errors import MinzhengError
from .answers import asked

# About 2 MB with what follows from them, so that the page stays under 3 MB.
MOST_FIGURES = 7_500


class NoFigures(MinzhengError):
    """There is nothing to report on."""


class Place(NamedTuple):
    """An area asked for (depth 0), above those (negative) or below them."""

    code: str
    name: str
    name_en: str
    level: str
    parent: str | None
    depth: int
    included: bool

    @property
    def shown(self) -> dict[str, object]:
        return self._asdict()


def places(connection: Connection, codes: Sequence[str]) -> list[Place]:
    """The areas asked for with those above and below; without codes, of the best known one."""
    wanted = list(codes) or [_best_known(connection)]
    rows = asked(connection, "areas", codes=wanted, most=MOST_FIGURES)
    found = [Place._make(row) for row in rows]
    if missing := set(wanted) - {place.code for place in found}:
        raise NoFigures(f"The database has no figures of area {', '.join(sorted(missing))}.")
    return found


def _best_known(connection: Connection) -> str:
    code = asked(connection, "default_area").scalar()
    if not code:
        raise NoFigures("The database has no figures yet. Load what is bundled with: minzheng load")
    return str(code)
