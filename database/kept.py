"""Kept answers: the tables of calc that hold what views compute, and how they stay up to date.

A file of views/calc that makes a table says by which key its rows are made anew, and which keys
are touched when something that it reads changes. After a load, the touched keys of each kept table
are computed again, in order of dependence, in the transaction of the load; the keys whose rows
came out different touch the tables that are made of these. What a file has no query for makes
the whole table anew, and so does a change that touches a great part of it. Rows that are
as they were are not written again.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, text

from .definitions import (
    COMPUTED,
    SOURCE,
    TABLE,
    SqlDefinition,
    creation_order,
    definitions,
    without_comments,
)
from .roles import owns

OBSERVATIONS = "core.observation"
COMPARISONS = "core.comparison"

# From so many touched keys on, it is asked how many rows they have.
MANY_KEYS = 1000
# A table with fewer rows is read as fast without statistics of what it is joined to.
FEW_ROWS = 5000
# With fewer figures than these, rows and their indexes are written at once.
MANY_FIGURES = 50_000
# To compute a row by its key takes about so many times as long as in a whole table.
COST_BY_KEY = 8

# New rows of these tables say nothing of figures that were there before.
FOR_NEW_FIGURES = ("core.source", "core.indicator", "core.breakdown", "core.admin_unit")
# What the transaction has written. Statistics of a transaction are exact, and lag no commit.
WRITTEN = """
    select
        schemaname || '.' || relname,
        n_tup_upd + n_tup_del > 0
    from pg_stat_xact_user_tables
    where schemaname = 'core' and n_tup_ins + n_tup_upd + n_tup_del > 0
"""
# The figures that a load wrote or withdrew, and those that it took or left as accepted ones.
TOUCHED_OBSERVATIONS = """
    select
        observation_id,
        source_id,
        indicator_id,
        breakdown_id,
        admin_unit_id,
        period_start,
        period_end
    from core.observation
    where
        observation_id in (
            select observation_id
            from core.observation
            where load_file_id = any(cast(:load_file_ids as int[]))
            union
            select observation_id from core.observation where withdrawn_at = now()
            union
            select unnest(cast(:rechosen as int[]))
        )
"""
TOUCHED_COMPARISONS = """
    select comparison.*
    from core.comparison
    where load_file_id = any(cast(:load_file_ids as int[])) or withdrawn_at = now()
"""
INDEXES = (
    "select cast(indexrelid as regclass) from pg_index where indrelid = cast(:name as regclass)"
)
WHOLE = {"enable_nestloop": "off", "work_mem": "256MB", "maintenance_work_mem": "256MB"}
SET = text("select set_config(:name, :value, true)")
ROWS = "select greatest(reltuples, 0) from pg_class where oid = cast(:name as regclass)"
COLUMNS = """
    select string_agg(quote_ident(attname), ', ' order by attnum)
    from pg_attribute
    where attrelid = cast(:name as regclass) and attnum > 0 and not attisdropped
"""
ANALYZE = text("select core.analyze_table(:name)")


@dataclass(frozen=True)
class KeptTable:
    """A kept table: its name with the schema, and the file that defines it."""

    name: str
    definition: SqlDefinition

    @property
    def short(self) -> str:
        return self.name.partition(".")[2]

    @property
    def computed(self) -> str:
        """The view whose rows it holds."""
        return self.name + COMPUTED

    @property
    def touched(self) -> str:
        """The temporary table of the keys of which a row came out different."""
        return f"touched_{self.short}"

    @property
    def key(self) -> str:
        return ", ".join(self.definition.key)

    def same_key(self, one: str, other: str) -> str:
        """The condition that rows of two relations have the same key."""
        return " and ".join(f"{one}.{column} = {other}.{column}" for column in self.definition.key)

    @property
    def causes(self) -> set[str]:
        """The tables of core and the kept tables that its rows, or their keys, are made of."""
        return _causes(self)


def kept_tables() -> tuple[KeptTable, ...]:
    """The kept tables, each after those it is made of."""
    known = definitions()
    return tuple(
        KeptTable(name, known[name]) for name in creation_order() if known[name].kind == "table"
    )


def follow(
    connection: Connection, load_file_ids: Collection[int], rechosen: Collection[int]
) -> None:
    """Bring the kept tables up to date with what loads of files wrote in this transaction.

    ``rechosen`` are the observations that were accepted before and are not now, or the reverse.
    """
    changed = _written(connection)
    values: dict[str, object] = {"load_file_ids": list(load_file_ids), "rechosen": list(rechosen)}
    touched: list[str] = []
    for table, query in (
        (OBSERVATIONS, TOUCHED_OBSERVATIONS),
        (COMPARISONS, TOUCHED_COMPARISONS),
    ):
        if table in changed:
            touched.append(f"touched_{table.partition('.')[2]}")
            if not _make(connection, touched[-1], query, values):
                changed.remove(table)
    for kept in kept_tables():
        causes = kept.causes & changed - kept.definition.not_touched_by
        queries = [query for name, query in kept.definition.touched_by.items() if name in causes]
        if len(queries) < len(causes):
            has_changed = _refresh_whole(connection, kept)
        else:
            has_changed = bool(queries) and _refresh_touched(connection, kept, queries)
        if has_changed:
            changed.add(kept.name)
            touched.append(kept.touched)
    if touched:
        connection.execute(text(f"drop table {', '.join(touched)}"))


def follow_all(connection: Connection) -> None:
    """Bring the kept tables up to date with all that this transaction wrote, each as a whole.

    Readers wait for those of them that were empty.
    """
    changed = _written(connection)
    with _for_whole_tables(connection):
        for kept in kept_tables():
            if kept.causes & changed and _make_whole(connection, kept):
                changed.add(kept.name)


def refresh_all(connection: Connection) -> None:
    """Compute every kept table; rows that are as they were stay."""
    with _for_whole_tables(connection):
        for kept in kept_tables():
            _make_whole(connection, kept)


def _written(connection: Connection) -> set[str]:
    """The tables of core of which this transaction wrote what bears on figures that were there."""
    return {
        table
        for table, has_changed in connection.execute(text(WRITTEN))
        if has_changed or table not in FOR_NEW_FIGURES
    }


def differences(connection: Connection) -> dict[str, int]:
    """How many rows of each kept table differ from what is computed, of those where any does."""
    with _for_whole_tables(connection):
        found = {kept.name: _count_differences(connection, kept) for kept in kept_tables()}
    return {name: count for name, count in found.items() if count}


def _count_differences(connection: Connection, kept: KeptTable) -> int:
    """How many rows one of table and computation has, and the other has not or not as often."""
    held, made = f"select * from {kept.name}", f"select * from {kept.computed}"
    differing = f"({held} except all {made}) union all ({made} except all {held})"
    return int(connection.execute(text(f"select count(*) from ({differing}) as one")).scalar_one())


def _refresh_touched(connection: Connection, kept: KeptTable, queries: list[str]) -> bool:
    """Compute the keys anew that these queries give; whether any row came out different."""
    parts = [f"select {kept.key} from ({without_comments(query)}) as one" for query in queries]
    keys = f"select distinct {kept.key} from ({' union all '.join(parts)}) as one"
    asked = _make(connection, "asked", keys)
    if not asked:
        connection.execute(text("drop table asked"))
        return False
    rows = _rows(connection, kept.name)
    if rows > FEW_ROWS:
        connection.execute(text("analyze asked"))
    held = f"""
        select kept.*
        from {kept.name} as kept
        inner join asked on {kept.same_key("kept", "asked")}
    """
    if asked > MANY_KEYS:
        count = _make(connection, "held", held)
        if count * COST_BY_KEY > rows:
            connection.execute(text("drop table asked, held"))
            return _refresh_whole(connection, kept)
        held = "table held"
    # offset 0: planned for each key. Merged with the rest, the whole view would be computed.
    made = f"""
        select made.*
        from asked
        cross join lateral (
            select * from {kept.computed} as computed
            where {kept.same_key("computed", "asked")}
            offset 0
        ) as made
    """
    has_changed = _replace(connection, kept, held, made, rows)
    connection.execute(text("drop table if exists asked, held, change"))
    return has_changed


def _rows(connection: Connection, table: str) -> float:
    """About how many rows a table has."""
    return float(connection.execute(text(ROWS), {"name": table}).scalar_one())


@contextmanager
def _for_whole_tables(connection: Connection) -> Iterator[None]:
    """Let the server compute whole sets with memory, and by hashes and sorts.

    It takes what joins by several columns give for a few rows, and would loop over all of them.
    """
    before = {name: connection.execute(text(f"show {name}")).scalar_one() for name in WHOLE}
    for name, value in WHOLE.items():
        connection.execute(SET, {"name": name, "value": value})
    yield
    # Not after an error: the transaction is over then, and the settings with it.
    for name, value in before.items():
        connection.execute(SET, {"name": name, "value": value})


def _refresh_whole(connection: Connection, kept: KeptTable) -> bool:
    """Compute a whole table, and which keys that touches; whether any row came out different."""
    with _for_whole_tables(connection):
        if not _is_empty(connection, kept):
            return _make_anew(connection, kept)
        count = _fill(connection, kept, rebuilds_indexes=False)
        if count:
            _make(connection, kept.touched, f"select distinct {kept.key} from {kept.name}")
        return count > 0


def _make_whole(connection: Connection, kept: KeptTable) -> bool:
    """Compute a whole table, of all that are; whether any row came out different."""
    if _is_empty(connection, kept):
        return _fill(connection, kept, rebuilds_indexes=True) > 0
    has_changed = _make_anew(connection, kept)
    if has_changed:
        connection.execute(text(f"drop table {kept.touched}"))
    return has_changed


def _is_empty(connection: Connection, kept: KeptTable) -> bool:
    query = f"select not exists (select from {kept.name})"
    return bool(connection.execute(text(query)).scalar_one())


def _make_anew(connection: Connection, kept: KeptTable) -> bool:
    held, made = f"select * from {kept.name}", f"select * from {kept.computed}"
    has_changed = _replace(connection, kept, held, made, _rows(connection, kept.name))
    connection.execute(text("drop table change"))
    return has_changed


def _fill(connection: Connection, kept: KeptTable, rebuilds_indexes: bool) -> int:
    """Fill an empty table; how many rows it has then.

    Indexes of many rows are made three times as fast after them as with them.
    """
    rebuilds_indexes = (
        rebuilds_indexes
        and _rows(connection, OBSERVATIONS) > MANY_FIGURES
        # Who does not own a table can drop none of its indexes.
        and owns(connection, kept.name)
    )
    if rebuilds_indexes:
        for name in connection.execute(text(INDEXES), {"name": kept.name}).scalars():
            connection.execute(text(f"drop index {name}"))
    insert = f"insert into {kept.name} select * from {kept.computed}"
    count = connection.execute(text(insert)).rowcount
    if rebuilds_indexes:
        for index in kept.definition.indexes:
            connection.execute(text(index))
    connection.execute(ANALYZE, {"name": kept.name})
    return count


def _replace(connection: Connection, kept: KeptTable, held: str, made: str, rows: float) -> bool:
    """Put the rows that one query makes in the place of those held, where they differ.

    ``rows`` is about how many the table has. Returns whether any differs; the keys of these are
    the touched ones from then on, and the rows in the temporary table change. To make a table
    takes longer than to compute a few rows, so there is one of what goes and what comes.
    """
    change = f"""
        with held as materialized ({held}),
        made as materialized ({made}),
        gone as materialized (table held except all table made)
        select true as is_gone, gone.* from gone
        union all
        select false, come.* from (table made except all table held) as come
        union all
        -- Of a row that was there several times all are deleted: those that stay are put back.
        select false, made.* from made
        where
            exists (
                select from gone
                where {kept.same_key("gone", "made")} and gone is not distinct from made
            )
    """
    count = _make(connection, "change", change)
    if count:
        if rows > FEW_ROWS:
            connection.execute(text("analyze change"))
        columns = connection.execute(text(COLUMNS), {"name": kept.name}).scalar_one()
        gone = f"select {columns} from change where is_gone"
        connection.execute(
            text(f"""
                delete from {kept.name} as one using ({gone}) as gone
                where
                    {kept.same_key("one", "gone")}
                    and row(one.*) is not distinct from row(gone.*)
            """)
        )
        come = f"select {columns} from change where not is_gone"
        connection.execute(text(f"insert into {kept.name} ({columns}) {come}"))
        _make(connection, kept.touched, f"select distinct {kept.key} from change")
        connection.execute(text(f"analyze {kept.touched}"))
    return count > 0


def _make(
    connection: Connection, table: str, query: str, values: dict[str, object] | None = None
) -> int:
    """Make a temporary table; how many rows it has."""
    statement = f"create temp table {table} on commit drop as {query}"
    return connection.execute(text(statement), values or {}).rowcount


@cache
def _causes(kept: KeptTable) -> set[str]:
    definition = kept.definition
    queries = [without_comments(query) for query in definition.touched_by.values()]
    read = {name for query in queries for name in SOURCE.findall(query) + TABLE.findall(query)}
    asked = _tables_behind(read | definition.sources | definition.tables)
    return (asked | definition.touched_by.keys()) - {kept.name}


def _tables_behind(names: Iterable[str]) -> set[str]:
    """The tables of core and the kept tables that are read by way of views and functions."""
    known = definitions()
    found: set[str] = set()
    waiting = set(names)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        if name not in known or known[name].kind == "table":
            found.add(name)
        else:
            waiting |= (known[name].sources | known[name].tables) - seen
    return found
