"""What a reference list is: its columns, and the rows of tables that its lines become."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from ...files import Rejection
from ..csv_columns import CsvColumn
from .merging import Mirror, Upsert


@dataclass(frozen=True)
class Definition:
    """The columns of a list and what they become. ``breakdowns`` are the columns that hold one, of
    the staged rows or of what a check has made of them.

    A list that ``decides`` says which of several reports is accepted. ``checks`` find what else
    is wrong with its staged rows. ``identity`` are the columns by which a line is known.
    """

    columns: tuple[CsvColumn, ...]
    parts: tuple[Upsert | Mirror, ...]
    identity: tuple[str, ...] = ("code",)
    breakdowns: tuple[str, ...] = ()
    breakdowns_in: str = "staged"
    decides: bool = False
    checks: tuple[Callable[[Connection], Iterable[Rejection]], ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def texts(*names: str) -> tuple[CsvColumn, ...]:
    return tuple(CsvColumn(name) for name in names)


def same(*names: str) -> dict[str, str]:
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
