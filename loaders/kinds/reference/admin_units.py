"""The lists of administrative units: their versions, events and sets."""

from .... import schema
from ....schema.admin_unit import EVENTS, LEVELS
from ..csv_columns import CsvColumn
from .definition import AREA, DEFINED, NAMED, Definition, admin_unit_id, same, texts
from .merging import Mirror, Upsert

ADMIN_UNITS = Definition(
    name="admin_unit_versions",
    meaning="行政区划及其沿革",
    meaning_en="administrative units and their versions",
    resolves_figures=True,
    identity=("unit",),
    columns=(
        CsvColumn("unit"),
        *texts("code", *NAMED),
        CsvColumn("level", one_of=LEVELS),
        CsvColumn("parent", required=False, refers=(*AREA, ("staged", "unit"))),
        CsvColumn("valid_from", "date"),
        CsvColumn("valid_to", "date", required=False),
        CsvColumn("precision", one_of=("day", "year")),
        CsvColumn("iso_3166_2", "code of ISO 3166-2", required=False),
    ),
    parts=(
        Upsert(
            schema.AdminUnit,
            ("key",),
            {"key": "unit", "kind": "'unit'"},
            source="(select distinct unit from staged) as units",
        ),
        Mirror(
            schema.AdminUnitVersion,
            "admin_unit_id",
            {"admin_unit_id": admin_unit_id("unit")}
            | same("code", *NAMED, "level", "precision", "iso_3166_2")
            | {
                "parent_id": admin_unit_id("parent"),
                "valid": "daterange(valid_from::date, valid_to::date)",
            },
        ),
    ),
)

ADMIN_UNIT_EVENTS = Definition(
    name="admin_unit_events",
    meaning="行政区划变更",
    meaning_en="changes of administrative units",
    resolves_figures=True,
    columns=(
        CsvColumn("code"),
        CsvColumn("happened_on", "date"),
        CsvColumn("precision", one_of=("day", "year")),
        CsvColumn("kind", one_of=EVENTS),
        CsvColumn("what"),
        CsvColumn("document", required=False),
        CsvColumn("units_from", refers=AREA),
        CsvColumn("units_to", refers=AREA),
    ),
    parts=(
        Upsert(
            schema.AdminUnitEvent,
            ("code",),
            same("code", "precision", "kind", "what", "document")
            | {"happened_on": "happened_on::date"},
        ),
        Mirror(
            schema.AdminUnitEventLink,
            "event_code",
            {"event_code": "code", "role": "role", "admin_unit_id": admin_unit_id("unit", "link")},
            source="""(
                select code, 'from' as role, regexp_split_to_table(units_from, '[|]') as unit
                from staged
                union
                select code, 'to', regexp_split_to_table(units_to, '[|]') from staged
            ) as link""",
        ),
    ),
)

ADMIN_UNIT_SETS = Definition(
    name="admin_unit_sets",
    meaning="地区集合",
    meaning_en="named sets of administrative units",
    resolves_figures=True,
    identity=("set",),
    columns=(
        CsvColumn("set"),
        *texts(*DEFINED),
        CsvColumn("within", required=False, refers=AREA),
        CsvColumn("member_count", "integer"),
        CsvColumn("members", required=False, refers=AREA),
        CsvColumn("is_apart", "boolean", usual="false"),
    ),
    parts=(
        Upsert(schema.AdminUnit, ("key",), {"key": "set", "kind": "'set'"}),
        Upsert(
            schema.AdminUnitSet,
            ("admin_unit_id",),
            {"admin_unit_id": admin_unit_id("set")}
            | same(*DEFINED)
            | {
                "within_id": admin_unit_id("within"),
                "member_count": "member_count::int",
                "is_apart": "is_apart::boolean",
            },
        ),
        Mirror(
            schema.AdminUnitSetMember,
            "set_id",
            {
                "set_id": admin_unit_id("set", "member"),
                "admin_unit_id": admin_unit_id("unit", "member"),
            },
            source="""(
                select set, regexp_split_to_table(members, '[|]') as unit from staged
            ) as member""",
        ),
    ),
)
