"""How a reference list is defined: its columns, and the rows of tables that its lines become."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from ...files import Rejection
from ..csv_columns import CsvColumn
from .merging import Mirror, Upsert


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A list, known by its columns; ``parts`` are what its lines become.

    ``identity`` are the columns by which a line is known, ``breakdowns`` those that hold one.
    ``checks`` find what else is wrong with the staged lines. Where one of them has taken lines
    apart, ``taken_apart`` is the temporary table of their parts, which has the breakdowns.
    """

    name: str
    meaning: str
    meaning_en: str
    columns: tuple[CsvColumn, ...]
    parts: tuple[Upsert | Mirror, ...]
    identity: tuple[str, ...] = ("code",)
    breakdowns: tuple[str, ...] = ()
    taken_apart: str | None = None
    checks: tuple[Callable[[Connection], Iterable[Rejection]], ...] = ()
    # Whether figures are resolved by what the list says.
    resolves_figures: bool = False
    # Whether it says which of several reports of a cell is accepted.
    decides_acceptance: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def in_program(*between: CsvColumn) -> tuple[CsvColumn, ...]:
    """What defines a thing of a programme; ``between`` its code and its names may stand more."""
    code = (CsvColumn("code"), CsvColumn("program", refers=PROGRAM))
    return (*code, *between, *texts(*DEFINED))


def texts(*names: str) -> tuple[CsvColumn, ...]:
    return tuple(CsvColumn(name) for name in names)


def same(*names: str) -> dict[str, str]:
    """Columns of a table that the list has under the same names."""
    return {name: name for name in names}


NAMED = ("name", "name_en")
DEFINED = (*NAMED, "definition", "definition_en")
INDICATOR = (("core.indicator", "code"),)
UNIT = (("core.unit", "code"),)
AREA = (("core.admin_unit", "key"),)
PROGRAM = (("core.program", "code"),)
RULE = (("core.rule", "code"),)


def indicator_id(column: str) -> str:
    return f"(select indicator_id from core.indicator where code = staged.{column})"


def breakdown_id(column: str) -> str:
    return f"(select breakdown_id from core.breakdown where key = staged.{column})"


def admin_unit_id(column: str, source: str = "staged") -> str:
    return f"(select admin_unit_id from core.admin_unit where key = {source}.{column})"


# What an alert or an analysis is about: a breakdown of an indicator, or a metric.
SUBJECT = (
    CsvColumn("indicator", required=False, refers=INDICATOR),
    CsvColumn("breakdown", required=False),
    CsvColumn("metric", required=False, refers=(("core.metric", "code"),)),
)
SUBJECT_KEYS = {
    "indicator_id": indicator_id("indicator"),
    "breakdown_id": breakdown_id("breakdown"),
    "metric_code": "metric",
}
