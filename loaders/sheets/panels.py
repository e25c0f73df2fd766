"""The columns of a table that belong together: printed tables stand side by side."""

from dataclasses import dataclass
from functools import cached_property

from ..formats.characters import narrow
from ..formats.sheet import Sheet
from .sheet_columns import TOTALS, Role, SheetColumn
from .table_headers import Header

VALUES = (Role.FIGURE, Role.EARLIER, Role.GROWTH)
KEYS = (Role.LABEL, Role.AREA, Role.AREA_CODE, Role.PERIOD)


@dataclass(frozen=True)
class Panel:
    """The columns from one column of labels or areas to the next one after figures."""

    columns: tuple[SheetColumn, ...]

    @cached_property
    def by_role(self) -> dict[tuple[Role, ...], list[SheetColumn]]:
        """The columns of the roles that were asked for: each figure asks, in wide tables too."""
        return {}

    def of(self, *roles: Role) -> list[SheetColumn]:
        if roles not in self.by_role:
            self.by_role[roles] = [column for column in self.columns if column.role in roles]
        return self.by_role[roles]

    def texts(self, sheet: Sheet, row: int, *roles: Role) -> list[str]:
        """What a row says in the columns of some roles, each text once."""
        if not (columns := self.of(*roles)):
            return []
        found = (sheet.cell(row, column.index) for column in columns)
        return list(dict.fromkeys(text for text in found if text))

    def total_of(self, sheet: Sheet, row: int) -> list[str]:
        """合计 in place of the number of a row among those of places."""
        numbered = self.texts(sheet, row, Role.SERIAL) if self.of(Role.AREA) else []
        return [text for text in numbered if TOTALS.fullmatch(narrow(text))]


def split_into_panels(header: Header) -> list[Panel]:
    groups: list[list[SheetColumn]] = [[]]
    for column in header.columns:
        if column.role in KEYS and any(before.role in VALUES for before in groups[-1]):
            groups.append([])
        groups[-1].append(column)
    return [Panel(tuple(group)) for group in groups]
