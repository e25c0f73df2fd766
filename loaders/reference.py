"""The reference lists: which columns their files have, and which rows they become."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from .. import schema
from ..schema import metric
from ..schema.acceptance import CRITERIA
from ..schema.admin_unit import EVENTS, LEVELS
from ..schema.alert import COMPANIONS, DIRECTIONS, MEASURES, SEVERITIES
from ..schema.analysis import METHODS
from ..schema.observation import BASES, CELL
from ..schema.rule import RULE_KINDS
from ..schema.source import KINDS, PRECISIONS
from . import acceptance, breakdowns, delta, formulas, listing, staging, unit_algebra
from .columns import Column, unknown, well_formed
from .merging import Changes, Mirror, Upsert, merge, repeated
from .rows import File, Reject


@dataclass(frozen=True)
class ReferenceList:
    """A kind of file, known by its columns. ``breakdowns`` are the columns that hold one, of the
    staged rows or of what a check has made of them.

    A list that ``decides`` says which of several reports is accepted. ``checks`` find what else
    is wrong with its staged rows. ``identity`` are the columns by which a line is known.
    """

    columns: tuple[Column, ...]
    parts: tuple[Upsert | Mirror, ...]
    identity: tuple[str, ...] = ("code",)
    breakdowns: tuple[str, ...] = ()
    breakdowns_in: str = "staged"
    decides: bool = False
    checks: tuple[Callable[[Connection], Iterable[Reject]], ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def fits(self, columns: tuple[str, ...]) -> bool:
        return set(columns) == set(self.header)

    def stage(self, connection: Connection, file: File) -> staging.Staged:
        columns = dict.fromkeys(self.header, "text")
        staging.stage(connection, columns, staging.texts(self.header, file.rows))
        rejects = [
            *file.misfits,
            *well_formed(self.columns, file.rows),
            *unknown(connection, self.columns),
            *repeated(connection, self.parts[0]),
            *chain.from_iterable(check(connection) for check in self.checks),
            *breakdowns.wrong(connection, self.breakdowns, self.breakdowns_in),
        ]
        return staging.of_file(file, rejects)

    def merge(
        self, connection: Connection, file: File, _load_file_id: int, *, partial: bool
    ) -> Changes:
        breakdowns.create(connection, self.breakdowns, self.breakdowns_in)
        done = [merge(connection, part) for part in self.parts]
        removed, kept = (0, []) if partial else self.without_lines_gone(connection, file)
        if any(done) or removed:
            delta.forget(connection)
            if self.decides:
                acceptance.accept(connection, acceptance.CONTESTED)
        rows = len(file.rows)
        added = min(max(changes.added for changes in done), rows)
        revised = min(sum(changes.revised for changes in done), rows - added)
        return Changes(added, revised, removed, tuple(kept))

    def without_lines_gone(self, connection: Connection, file: File) -> tuple[int, list[Reject]]:
        name = next(name for name, one in LISTS.items() if one is self)
        listing.remember(connection, name, self.identity, file)
        return listing.remove(connection, LISTS)


def texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


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


UNITS = ReferenceList(
    columns=(
        *texts("code", *NAMED, "dimension"),
        Column("factor_numerator", "numeric"),
        Column("factor_denominator", "numeric"),
        Column("printed"),
    ),
    parts=(
        Upsert(
            schema.Unit,
            ("code",),
            same("code", *NAMED, "dimension")
            | {
                "factor_numerator": "factor_numerator::numeric",
                "factor_denominator": "factor_denominator::numeric",
                "printed": "string_to_array(printed, '|')",
            },
        ),
    ),
)

PROGRAMS = ReferenceList(
    columns=(
        Column("code"),
        Column("parent", required=False, refers=(*PROGRAM, ("staged", "code"))),
        *texts(*DEFINED),
    ),
    parts=(Upsert(schema.Program, ("code",), same("code", *DEFINED) | {"parent_code": "parent"}),),
)

DIMENSIONS = ReferenceList(
    columns=texts("code", *DEFINED),
    parts=(Upsert(schema.Dimension, ("code",), same("code", *DEFINED)),),
)

MEMBERS = ReferenceList(
    columns=(
        Column("dimension", refers=(("core.dimension", "code"),)),
        *texts("code", *DEFINED),
    ),
    identity=("dimension", "code"),
    parts=(
        Upsert(
            schema.Member,
            ("dimension_code", "code"),
            {"dimension_code": "dimension"} | same("code", *DEFINED),
        ),
    ),
)

INDICATORS = ReferenceList(
    columns=(
        Column("code"),
        Column("program", refers=PROGRAM),
        *texts(*DEFINED),
        Column("unit", refers=UNIT),
        Column("kind", one_of=("stock", "flow", "standard", "ratio")),
        Column("over_areas", one_of=("sum", "weighted", "none")),
        Column("over_time", one_of=("sum", "last", "none")),
        Column("low", "numeric", required=False),
        Column("high", "numeric", required=False),
    ),
    parts=(
        Upsert(
            schema.Indicator,
            ("code",),
            same("code", *DEFINED, "kind", "over_areas", "over_time")
            | {
                "program_code": "program",
                "unit_code": "unit",
                "low": "low::numeric",
                "high": "high::numeric",
            },
        ),
    ),
)

ADMIN_UNITS = ReferenceList(
    identity=("unit",),
    columns=(
        Column("unit"),
        *texts("code", *NAMED),
        Column("level", one_of=LEVELS),
        Column("parent", required=False, refers=(*AREA, ("staged", "unit"))),
        Column("valid_from", "date"),
        Column("valid_to", "date", required=False),
        Column("precision", one_of=("day", "year")),
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
            | same("code", *NAMED, "level", "precision")
            | {
                "parent_id": admin_unit_id("parent"),
                "valid": "daterange(valid_from::date, valid_to::date)",
            },
        ),
    ),
)

ADMIN_UNIT_EVENTS = ReferenceList(
    columns=(
        Column("code"),
        Column("happened_on", "date"),
        Column("precision", one_of=("day", "year")),
        Column("kind", one_of=EVENTS),
        Column("what"),
        Column("document", required=False),
        Column("units_from", refers=AREA),
        Column("units_to", refers=AREA),
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

ADMIN_UNIT_SETS = ReferenceList(
    identity=("set",),
    columns=(
        Column("set"),
        *texts(*DEFINED),
        Column("within", required=False, refers=AREA),
        Column("member_count", "integer"),
        Column("members", required=False, refers=AREA),
    ),
    parts=(
        Upsert(schema.AdminUnit, ("key",), {"key": "set", "kind": "'set'"}),
        Upsert(
            schema.AdminUnitSet,
            ("admin_unit_id",),
            {"admin_unit_id": admin_unit_id("set")}
            | same(*DEFINED)
            | {"within_id": admin_unit_id("within"), "member_count": "member_count::int"},
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

SOURCES = ReferenceList(
    columns=(
        *texts("code", "title"),
        Column("publisher", required=False),
        Column("authors", required=False),
        Column("published_on", "date", required=False),
        Column("published_precision", required=False, one_of=PRECISIONS),
        Column("kind", one_of=KINDS),
        Column("language"),
        Column("address", required=False),
        Column("sha256", required=False),
        Column("number_count", "integer", required=False),
        Column("note", required=False),
    ),
    parts=(
        Upsert(
            schema.Source,
            ("code",),
            same("code", "title", "publisher", "authors", "published_precision", "kind")
            | same("language", "address", "sha256", "note")
            | {"published_on": "published_on::date", "number_count": "number_count::int"},
        ),
    ),
    decides=True,
)

ACCEPTANCE = ReferenceList(
    identity=("criterion",),
    columns=(
        Column("criterion", one_of=CRITERIA),
        Column("position", "integer"),
        *texts(*DEFINED),
        Column("preference", required=False),
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
    decides=True,
)

DECISIONS = ReferenceList(
    identity=("indicator", "area", "breakdown", "period_start", "period_end", "basis"),
    columns=(
        Column("indicator", refers=INDICATOR),
        Column("area", refers=(("core.admin_unit_version", "code"), *AREA)),
        Column("breakdown"),
        Column("period_start", "date"),
        Column("period_end", "date"),
        Column("basis", one_of=BASES),
        Column("source", refers=(("core.source", "code"),)),
        *texts("reason", "decided_by"),
        Column("decided_on", "date"),
    ),
    parts=(
        Upsert(
            schema.Decision,
            CELL,
            {
                "indicator_id": indicator_id("indicator"),
                "admin_unit_id": "mart.admin_unit_of(area, period_end::date)",
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
    decides=True,
)


def unit_factor(unit: str) -> str:
    """How many of its dimension's base units the unit with a code is."""
    return f"(select factor_numerator / factor_denominator from core.unit where code = {unit})"


def unit_of(column: str) -> str:
    return f"(select unit_code from core.indicator where code = staged.{column})"


NUMERATOR, DENOMINATOR, WANTED = map(
    unit_factor, (unit_of("numerator"), unit_of("denominator"), "staged.unit")
)

METRICS = ReferenceList(
    columns=(
        Column("code"),
        Column("program", refers=PROGRAM),
        *texts(*DEFINED),
        Column("kind", one_of=metric.KINDS),
        Column("numerator", refers=INDICATOR),
        Column("numerator_breakdown"),
        Column("denominator", refers=INDICATOR),
        Column("denominator_breakdown"),
        Column("denominator_area", one_of=metric.DENOMINATOR_AREAS),
        Column("alignment", one_of=metric.ALIGNMENTS),
        Column("base_year", "integer", required=False),
        Column("unit", refers=UNIT),
        Column("unit_declared", "boolean"),
        Column("part_of_whole", "boolean"),
        Column("base_population", required=False, one_of=metric.BASE_POPULATIONS),
        Column("example", required=False),
    ),
    parts=(
        Upsert(
            schema.Metric,
            ("code",),
            same("code", *DEFINED, "kind", "denominator_area", "alignment", "base_population")
            | {
                "program_code": "program",
                "numerator_indicator_id": indicator_id("numerator"),
                "numerator_breakdown_id": breakdown_id("numerator_breakdown"),
                "denominator_indicator_id": indicator_id("denominator"),
                "denominator_breakdown_id": breakdown_id("denominator_breakdown"),
                "base_year": "base_year::int",
                "unit_code": "unit",
                "factor": f"trim_scale(round({NUMERATOR} / {WANTED}"
                f" / case kind when 'gap' then 1 else {DENOMINATOR} end, 12))",
                "denominator_factor": f"case kind when 'gap' then"
                f" trim_scale(round({DENOMINATOR} / {WANTED}, 12)) else 1 end",
                "unit_declared": "unit_declared::boolean",
                "part_of_whole": "part_of_whole::boolean",
                "example": "coalesce(example, '')",
            },
        ),
    ),
    breakdowns=("numerator_breakdown", "denominator_breakdown"),
    checks=(unit_algebra.wrong,),
)

RULES = ReferenceList(
    columns=(
        Column("code"),
        Column("kind", one_of=RULE_KINDS),
        *texts(*DEFINED, "left"),
        Column("right", required=False),
        Column("example", required=False),
    ),
    parts=(
        Upsert(
            schema.Rule,
            ("code",),
            same("code", "kind", *DEFINED) | {"example": "coalesce(example, '')"},
        ),
        Mirror(
            schema.RuleTerm,
            "rule_code",
            {
                "rule_code": "code",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
            }
            | same("position", "side", "divisor", "coefficient", "within_days"),
            source="(select term.* from term inner join staged using (line)) as staged",
        ),
    ),
    breakdowns=("breakdown",),
    breakdowns_in="term",
    checks=(formulas.stage,),
)

INDICATOR_ALIASES = ReferenceList(
    identity=("label_path", "printed_unit"),
    columns=(
        Column("label_path"),
        Column("printed_unit", required=False),
        Column("indicator", refers=INDICATOR),
        Column("breakdown"),
        Column("basis", one_of=("point", "during", "effective")),
    ),
    parts=(
        Upsert(
            schema.IndicatorAlias,
            ("label_path", "printed_unit"),
            {
                "label_path": "label_path",
                "printed_unit": "coalesce(printed_unit, '')",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
                "basis": "basis",
            },
        ),
    ),
    breakdowns=("breakdown",),
)

ALERTS = ReferenceList(
    columns=(
        Column("code"),
        Column("program", refers=PROGRAM),
        Column("severity", one_of=SEVERITIES),
        *texts(*DEFINED),
        Column("indicator", required=False, refers=INDICATOR),
        Column("breakdown", required=False),
        Column("metric", required=False, refers=(("core.metric", "code"),)),
        Column("rule", required=False, refers=RULE),
        Column("measure", one_of=MEASURES),
        Column("direction", required=False, one_of=DIRECTIONS),
        Column("threshold", "numeric", required=False),
        Column("least_base", "numeric", required=False),
        Column("companion", required=False, refers=INDICATOR),
        Column("companion_breakdown", required=False),
        Column("companion_direction", required=False, one_of=COMPANIONS),
        *texts("message", "message_en"),
    ),
    parts=(
        Upsert(
            schema.AlertRule,
            ("code",),
            same("code", "severity", *DEFINED, "measure", "direction", "message", "message_en")
            | {
                "program_code": "program",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
                "metric_code": "metric",
                "rule_code": "rule",
                "threshold": "threshold::numeric",
                "least_base": "least_base::numeric",
                "companion_indicator_id": indicator_id("companion"),
                "companion_breakdown_id": breakdown_id("companion_breakdown"),
                "companion_direction": "companion_direction",
            },
        ),
    ),
    breakdowns=("breakdown", "companion_breakdown"),
)

ANALYSES = ReferenceList(
    columns=(
        Column("code"),
        Column("program", refers=PROGRAM),
        *texts(*DEFINED),
        Column("method", one_of=METHODS),
        Column("indicator", required=False, refers=INDICATOR),
        Column("breakdown", required=False),
        Column("metric", required=False, refers=(("core.metric", "code"),)),
        Column("least_points", "integer"),
    ),
    parts=(
        Upsert(
            schema.Analysis,
            ("code",),
            same("code", *DEFINED, "method")
            | {
                "program_code": "program",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
                "metric_code": "metric",
                "least_points": "least_points::int",
            },
        ),
    ),
    breakdowns=("breakdown",),
)

# In the order of dependence: a list refers to those before it.
LISTS = {
    "units": UNITS,
    "programs": PROGRAMS,
    "dimensions": DIMENSIONS,
    "members": MEMBERS,
    "indicators": INDICATORS,
    "indicator_aliases": INDICATOR_ALIASES,
    "admin_unit_versions": ADMIN_UNITS,
    "admin_unit_events": ADMIN_UNIT_EVENTS,
    "admin_unit_sets": ADMIN_UNIT_SETS,
    "sources": SOURCES,
    "acceptance": ACCEPTANCE,
    "decisions": DECISIONS,
    "metrics": METRICS,
    "rules": RULES,
    "alerts": ALERTS,
    "analyses": ANALYSES,
}
