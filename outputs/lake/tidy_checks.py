"""Rows of tidy files resolved and checked by the definitions of a lake, some at a time."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow

from ...loaders.files import Rejection
from ...loaders.kinds.tidy.resolved_figures import DATES, bad_dates, parse_form
from .duckdb_engine import DuckdbEngine, files_of
from .lake_relations import DIGITS, PLACES
from .loading_sql import loading_query

# The definitions that figures are resolved by, besides the codes of areas.
KNOWN = ("indicator", "unit", "breakdown", "member", "admin_unit")
BEYOND = Decimal(10) ** (DIGITS - PLACES)
PARSED_FORM = pyarrow.schema(
    [
        ("printed", pyarrow.string()),
        ("carried", pyarrow.string()),
        *((name, pyarrow.decimal128(DIGITS, PLACES)) for name in ("value", "low", "high")),
        ("qualifier", pyarrow.string()),
        ("error", pyarrow.string()),
    ]
)
UNKNOWN_BREAKDOWN = """
    select
        staged.line,
        staged.breakdown
    from staged
    where
        staged.breakdown is not null
        and staged.breakdown not in (select breakdown.key from core_breakdown as breakdown)
    order by 1
"""
MEMBERS = "select dimension_code || '=' || code from core_member"
ROWS = "select line, to_json(staged) from staged where line in (select line from wrong_line)"
RESOLVED = "create or replace temp table resolved_figure as "


class TidyChecks:
    """Makes ``resolved_figure``, the rows that are right, of one batch after another."""

    def __init__(self, engine: DuckdbEngine, place: Path) -> None:
        self.connection = engine.connection
        definitions = place / "definitions"
        for name in KNOWN:
            engine.read(f"core.{name}", definitions / name)
        versions = files_of(definitions / "area_version")
        engine.define("core.admin_unit_version", f"select *, area_code as code from {versions}")
        self.members = {row[0] for row in self.connection.execute(MEMBERS).fetchall()}
        bearer = loading_query("code_bearer")
        self.connection.execute(f"create or replace temp table code_bearer as {bearer}")
        self.resolve_sql = RESOLVED + loading_query("resolved_figure")

    def check(self, batch: pyarrow.Table) -> list[Rejection]:
        """Resolve a batch; what is wrong with rows of it, which are not among the resolved ones."""
        self.connection.register("batch", batch)
        self.connection.execute("create or replace temp table staged as select * from batch")
        self.connection.unregister("batch")
        self._keep_forms([])
        rejects = [
            Rejection(line, "breakdown", key, "unknown_breakdown", fault_of(key, self.members))
            for line, key in self.connection.execute(UNKNOWN_BREAKDOWN).fetchall()
        ]
        self._discard(rejects, "staged")
        dates = self._resolve()
        self._discard(dates, "staged")
        faults = list(self._faults())
        self._discard(faults, "resolved_figure")
        return [*rejects, *dates, *faults]

    def rows(self, rejects: Iterable[Rejection], batch: pyarrow.Table) -> dict[int, str]:
        """The rows that are rejected as they were read, by their lines."""
        self._set_lines({reject.line for reject in rejects})
        self.connection.register("batch", batch)
        query = ROWS.replace("from staged", "from batch as staged")
        found = dict(self.connection.execute(query).fetchall())
        self.connection.unregister("batch")
        return found

    def _resolve(self) -> list[Rejection]:
        """Resolve what is staged; where a date is none, the rest, and a reject for each of them."""
        try:
            self.connection.execute(self.resolve_sql)
        except duckdb.ConversionException:
            found = [reject for column in DATES for reject in self._bad_dates(column)]
            if not found:
                raise
            self._discard(found, "staged")
            self.connection.execute(self.resolve_sql)
            return found
        return []

    def _bad_dates(self, column: str) -> Iterator[Rejection]:
        rows = self.connection.execute(f"select line, {column} from staged order by line")
        yield from bad_dates(column, rows.fetchall())

    def _faults(self) -> Iterator[Rejection]:
        """What is wrong with single rows; for most batches one look shows that nothing is."""
        summary = self.connection.execute(loading_query("summary")).fetchone()
        unresolved, unparsed, wrong = summary or (0, 0, 0)
        if unresolved:
            yield from self._rejects(loading_query("unresolved"))
        if unparsed:
            forms = self.connection.execute(loading_query("unparsed_forms")).fetchall()
            self._keep_forms([(*form, *number_of(*form)) for form in forms])
            self.connection.execute(self.resolve_sql)
            yield from self._rejects(loading_query("unreadable"))
        if unparsed or wrong:
            yield from self._rejects(loading_query("faults"))

    def _keep_forms(self, forms: Iterable[tuple[object, ...]]) -> None:
        columns = list(zip(*forms, strict=True)) or [()] * len(PARSED_FORM)
        arrays = [
            pyarrow.array(column, field.type)
            for column, field in zip(columns, PARSED_FORM, strict=True)
        ]
        self.connection.register("forms", pyarrow.table(arrays, schema=PARSED_FORM))
        self.connection.execute("create or replace temp table parsed_form as select * from forms")
        self.connection.unregister("forms")

    def _rejects(self, query: str) -> list[Rejection]:
        return [Rejection(*row) for row in self.connection.execute(query).fetchall()]

    def _discard(self, rejects: Iterable[Rejection], table: str) -> None:
        if lines := {reject.line for reject in rejects}:
            self._set_lines(lines)
            self.connection.execute(
                f"delete from {table} where line in (select line from wrong_line)"
            )

    def _set_lines(self, lines: Iterable[int]) -> None:
        found = pyarrow.table({"line": pyarrow.array(sorted(lines), pyarrow.int64())})
        self.connection.register("lines", found)
        self.connection.execute("create or replace temp table wrong_line as select * from lines")
        self.connection.unregister("lines")


def number_of(printed: str | None, carried: str | None) -> tuple[object, ...]:
    """What a form means, as parse_form has it, or that a lake has no room for the number."""
    value, low, high, qualifier, error = parse_form(printed, carried)
    numbers = [number if isinstance(number, Decimal) else None for number in (value, low, high)]
    if any(number is not None and abs(number) >= BEYOND for number in numbers):
        return None, None, None, None, f"a lake has no room for {printed}"
    rounded = [None if number is None else round(number, PLACES) for number in numbers]
    return *rounded, qualifier, error


def fault_of(key: str, members: set[str]) -> str:
    """Why a breakdown is not among those of a lake, in the words of PostgreSQL where it has them.

    Members are written dimension=member.
    """
    parts = sorted(key.split(";"), key=lambda part: part.partition("=")[0])
    missing = [part for part in parts if part not in members]
    if key != ";".join(parts):
        return f"{key} must be written {';'.join(parts)}"
    if missing:
        return f"{key} has no member {' and '.join(missing)}"
    return f"{key} is not among the breakdowns of the lake"
