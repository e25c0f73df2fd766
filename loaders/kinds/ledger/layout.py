"""The columns of a ledger: one row for each number that a text prints."""

from collections.abc import Iterator

from ....schema.comparison import COMPARISONS
from ....schema.observation import BASES
from ....schema.source import REASONS
from ...files import Record, Rejection
from ..csv_columns import CsvColumn

INDICATOR = (("core.indicator", "code"),)
UNIT = (("core.unit", "code"),)


def cell_columns(prefix: str = "") -> tuple[CsvColumn, ...]:
    """The columns of the cell of a figure, or of the base that it is compared with."""
    return (
        CsvColumn(f"{prefix}indicator", required=False, refers=INDICATOR),
        CsvColumn(f"{prefix}area", required=False),
        CsvColumn(f"{prefix}breakdown", required=False),
        CsvColumn(f"{prefix}period_start", "date", required=False),
        CsvColumn(f"{prefix}period_end", "date", required=False),
        CsvColumn(f"{prefix}basis", required=False, one_of=BASES),
    )


COLUMNS = (
    CsvColumn("locator"),
    CsvColumn("printed"),
    CsvColumn("disposition", one_of=("observation", "comparison", "neither")),
    CsvColumn("reason", required=False, one_of=REASONS),
    CsvColumn("same_as", required=False),
    *cell_columns(),
    CsvColumn("value", "numeric", required=False),
    CsvColumn("unit", required=False, refers=UNIT),
    CsvColumn("carried", required=False),
    CsvColumn("kind", required=False, one_of=COMPARISONS),
    *cell_columns("base_"),
    CsvColumn("period_note", required=False),
    CsvColumn("note", required=False),
)
HEADER = tuple(column.name for column in COLUMNS)
# What a proposed ledger says besides, for who looks through it: how sure each row is, and why. A
# load passes over it.
REVIEW = ("confidence", "reasons")
BREAKDOWNS = ("breakdown", "base_breakdown")

OBSERVATION = HEADER[HEADER.index("indicator") : HEADER.index("unit") + 1]
COMPARISON = (*OBSERVATION, *HEADER[HEADER.index("kind") : HEADER.index("base_basis") + 1])
# What a row must fill, by what the number is; a repeat only points at the first print.
FILLED = {"observation": OBSERVATION, "comparison": COMPARISON, "neither": ("reason",)}
ALWAYS = ("locator", "printed", "disposition", "carried", "period_note", "note")


def find_misfilled(records: list[Record]) -> Iterator[Rejection]:
    """A reject for each field that the row's disposition needs and lacks, or must not have."""
    for line, fields in records:
        disposition = str(fields["disposition"])
        wanted = ("same_as",) if fields["same_as"] else FILLED.get(disposition, ())
        for name, value in fields.items():
            if value is None and name in wanted:
                message = f"{name} must be given for the {disposition} {fields['printed']}"
                yield Rejection(line, name, value, "missing", message)
            if value is not None and name not in (*wanted, *ALWAYS, *REVIEW):
                message = f"{name} has no meaning for this {disposition}"
                yield Rejection(line, name, value, "superfluous", message)
