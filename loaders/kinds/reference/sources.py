"""The lists of sources, of notes in Chinese, and of which report of a cell is accepted."""

from .... import schema
from ....schema.acceptance import CRITERIA
from ....schema.observation import BASES, CELL
from ....schema.source import AUTHORITIES, KINDS, PRECISIONS
from ..csv_columns import CsvColumn
from .definition import (
    AREA,
    DEFINED,
    INDICATOR,
    Definition,
    breakdown_id,
    indicator_id,
    same,
    texts,
)
from .merging import Upsert

# Of a source whose line does not say so: articles quote offices, tables are theirs.
AUTHORITY = "coalesce(authority, case kind when 'article' then 'quoted' else 'official' end)"

SOURCES = Definition(
    name="sources",
    meaning="来源",
    meaning_en="sources",
    columns=(
        *texts("code", "title"),
        CsvColumn("publisher", required=False),
        CsvColumn("authors", required=False),
        CsvColumn("published_on", "date", required=False),
        CsvColumn("published_precision", required=False, one_of=PRECISIONS),
        CsvColumn("kind", one_of=KINDS),
        CsvColumn("authority", required=False, one_of=AUTHORITIES),
        CsvColumn("language"),
        CsvColumn("address", "web address without user or secret", required=False),
        CsvColumn("terms", required=False),
        CsvColumn("citation", required=False),
        CsvColumn("sha256", required=False),
        CsvColumn("number_count", "integer", required=False),
        CsvColumn("note", required=False),
        CsvColumn("release_at", "moment with its time zone", required=False),
    ),
    parts=(
        Upsert(
            schema.Source,
            ("code",),
            same("code", "title", "publisher", "authors", "published_precision", "kind")
            | same("language", "address", "terms", "citation", "sha256", "note")
            | {
                "published_on": "published_on::date",
                "number_count": "number_count::int",
                "release_at": "release_at::timestamptz",
                "authority": AUTHORITY,
            },
        ),
    ),
    decides_acceptance=True,
)

NOTES = Definition(
    name="notes",
    meaning="说明的中文说法",
    meaning_en="what notes say in Chinese",
    identity=("note",),
    columns=texts("note", "note_zh"),
    parts=(Upsert(schema.NoteWording, ("note",), same("note", "note_zh")),),
)

ACCEPTANCE = Definition(
    name="acceptance",
    meaning="采用规则",
    meaning_en="criteria by which one of several reports is accepted",
    identity=("criterion",),
    columns=(
        CsvColumn("criterion", one_of=CRITERIA),
        CsvColumn("position", "integer"),
        *texts(*DEFINED),
        CsvColumn("preference", required=False),
    ),
    parts=(
        Upsert(
            schema.AcceptanceCriterion,
            ("criterion",),
            same("criterion", *DEFINED)
            | {
                "position": "position::int",
                "preference": "string_to_array(preference, '|')",
            },
        ),
    ),
    decides_acceptance=True,
)

DECISIONS = Definition(
    name="decisions",
    meaning="采用决定",
    meaning_en="decisions on which report is accepted",
    identity=("indicator", "area", "breakdown", "period_start", "period_end", "basis"),
    columns=(
        CsvColumn("indicator", refers=INDICATOR),
        CsvColumn("area", refers=(("core.admin_unit_version", "code"), *AREA)),
        CsvColumn("breakdown", usual="total"),
        CsvColumn("period_start", "date"),
        CsvColumn("period_end", "date"),
        CsvColumn("basis", one_of=BASES),
        CsvColumn("source", refers=(("core.source", "code"),)),
        *texts("reason", "decided_by"),
        CsvColumn("decided_on", "date"),
    ),
    parts=(
        Upsert(
            schema.Decision,
            CELL,
            {
                "indicator_id": indicator_id("indicator"),
                "admin_unit_id": "calc.admin_unit_of(area, period_end::date)",
                "breakdown_id": breakdown_id("breakdown"),
                "period_start": "period_start::date",
                "period_end": "period_end::date",
                "basis": "basis",
                "source_id": "(select source_id from core.source where code = staged.source)",
                "reason": "reason",
                "decided_on": "decided_on::date",
                "decided_by": "decided_by",
            },
        ),
    ),
    breakdowns=("breakdown",),
    decides_acceptance=True,
)
