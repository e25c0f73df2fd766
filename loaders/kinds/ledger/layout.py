"""The columns of a ledger: one row for each number that a text prints."""

from collections.abc import Iterator

from ....schema.comparison import COMPARISONS
from ....schema.observation import BASES
from ....schema.source import REASONS
from ...files import Reject, Row
from ..csv_columns import Column

INDICATOR = (("core.indicator", "code"),)
UNIT = (("core.unit", "code"),)

COLUMNS = (
    Column("locator"),
    Column("printed"),
    Column("disposition", one_of=("observation", "comparison", "neither")),
    Column("reason", required=False, one_of=REASONS),
    Column("same_as", required=False),
    Column("indicator", required=False, refers=INDICATOR),
    Column("area", required=False),
    Column("breakdown", required=False),
    Column("period_start", "date", required=False),
    Column("period_end", "date", required=False),
    Column("basis", required=False, one_of=BASES),
    Column("value", "numeric", required=False),
    Column("unit", required=False, refers=UNIT),
    Column("carried", required=False),
    Column("kind", required=False, one_of=COMPARISONS),
    Column("base_indicator", required=False, refers=INDICATOR),
    Column("base_area", required=False),
    Column("base_breakdown", required=False),
    Column("base_period_start", "date", required=False),
    Column("base_period_end", "date", required=False),
    Column("base_basis", required=False, one_of=BASES),
    Column("period_note", required=False),
    Column("note", required=False),
)
HEADER = tuple(column.name for column in COLUMNS)
BREAKDOWNS = ("breakdown", "base_breakdown")

OBSERVATION = HEADER[HEADER.index("indicator") : HEADER.index("unit") + 1]
COMPARISON = (*OBSERVATION, *HEADER[HEADER.index("kind") : HEADER.index("base_basis") + 1])
# What a row must fill, by what the number is; a repeat only points at the first print.
FILLED = {"observation": OBSERVATION, "comparison": COMPARISON, "neither": ("reason",)}
ALWAYS = ("locator", "printed", "disposition", "carried", "period_note", "note")


def misfilled(rows: list[Row]) -> Iterator[Reject]:
    """A reject for each field that the row's disposition needs and lacks, or must not have."""
    for line, fields in rows:
        disposition = str(fields["disposition"])
        wanted = ("same_as",) if fields["same_as"] else FILLED.get(disposition, ())
        for name, value in fields.items():
            if value is None and name in wanted:
                message = f"{name} must be given for the {disposition} {fields['printed']}"
                yield Reject(line, name, value, "missing", message)
            if value is not None and name not in (*wanted, *ALWAYS):
                message = f"{name} has no meaning for this {disposition}"
                yield Reject(line, name, value, "superfluous", message)
