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
from typing import Any

from sqlalchemy import Connection, Row, text

from . import key_sets
from .definitions import (
    COMPUTED,
    SOURCE,
    TABLE,
    SqlDefinition,
    creation_order,
    definitions,
    without_comments,
)
from .key_sets import KeySet
from .ownership import owns

# With fewer figures than these, rows and their indexes are written at once.
MANY_FIGURES = 50_000
# To compute a row by its key takes about so many times as long as in a whole table.
COST_BY_KEY = 8
# So many figures are gone through for a whole table in the time that one key takes.
FIGURES_PER_KEY = 100


def _touched(table: str, columns: str) -> KeySet:
    """Keys of a table of which a row came out different, as queries know them."""
    return KeySet(f"touched_{table.partition('.')[2]}", table, columns)


# New rows of these tables say nothing of figures that were there before.
FOR_NEW_FIGURES = ("core.source", "core.indicator", "core.breakdown", "core.admin_unit")
# What the transaction has written. Statistics of a transaction are exact, and lag no commit.
WRITTEN = """
    select
        schemaname || '.' || relname as name,
        n_tup_upd + n_tup_del > 0 as has_changed,
        n_tup_ins + n_tup_upd + n_tup_del as rows
    from pg_stat_xact_user_tables
    where schemaname = 'core' and n_tup_ins + n_tup_upd + n_tup_del > 0
"""
# So great a part of a table is new that what the planner knows of it is of another one.
MUCH = 0.1
# The figures that a load wrote or withdrew, and those that it took or left as accepted ones.
FIGURES = {
    _touched(
        "core.observation",
        "observation_id, source_id, indicator_id, breakdown_id, admin_unit_id, period_start,"
        " period_end",
    ): """
        observation_id in (
            select observation_id
            from core.observation
            where load_file_id = any(cast(:load_file_ids as int[]))
            union
            select observation_id from core.observation where withdrawn_at = now()
            union
            select unnest(cast(:rechosen as int[]))
        )
    """,
    _touched(
        "core.comparison", "admin_unit_id, base_indicator_id, base_admin_unit_id, base_period_end"
    ): "load_file_id = any(cast(:load_file_ids as int[])) or withdrawn_at = now()",
}
INDEXES = (
    "select cast(indexrelid as regclass) from pg_index where indrelid = cast(:name as regclass)"
)
WHOLE = {"enable_nestloop": "off", "work_mem": "256MB", "maintenance_work_mem": "256MB"}
SET = text("select set_config(:name, :value, true)")
ROWS = "select greatest(reltuples, 0) from pg_class where oid = cast(:name as regclass)"
ANALYZE = text("select core.analyze_table(:name)")


@dataclass(frozen=True)
class KeptTable:
    """A kept table: its name with the schema, and the file that defines it."""

    name: str
    definition: SqlDefinition

    @property
    def computed(self) -> str:
        """The view whose rows it holds."""
        return self.name + COMPUTED

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
    written = connection.execute(text(WRITTEN)).all()
    for one in written:
        _analyze_if_much(connection, one.name, one.rows)
    changed = _bearing(written)
    values: dict[str, object] = {"load_file_ids": list(load_file_ids), "rechosen": list(rechosen)}
    touched: dict[str, KeySet] = {}
    for figures, condition in FIGURES.items():
        if figures.table in changed:
            query = f"select {figures.columns} from {figures.table} where {condition}"
            keys = key_sets.find(connection, figures, query, values=values)
            touched[figures.table] = keys
            if not keys.count:
                changed.remove(figures.table)
    for kept in kept_tables():
        causes = kept.causes & changed - kept.definition.not_touched_by
        queries = [query for name, query in kept.definition.touched_by.items() if name in causes]
        if not causes:
            continue
        if len(queries) < len(causes):
            touched[kept.name] = _refresh_whole(connection, kept)
        else:
            read = [touched[name] for name in causes]
            touched[kept.name] = _refresh_touched(connection, kept, queries, read)
        if touched[kept.name].count:
            changed.add(kept.name)
    key_sets.drop(connection, *touched.values())


def follow_all(connection: Connection) -> None:
    """Bring the kept tables up to date with all that this transaction wrote, each as a whole.

    Readers wait for those of them that were empty.
    """
    changed = _bearing(connection.execute(text(WRITTEN)))
    with _for_whole_tables(connection):
        for kept in kept_tables():
            if kept.causes & changed and _make_whole(connection, kept):
                changed.add(kept.name)


def refresh_all(connection: Connection) -> None:
    """Compute every kept table; rows that are as they were stay."""
    with _for_whole_tables(connection):
        for kept in kept_tables():
            _make_whole(connection, kept)


def _bearing(written: Iterable[Row[Any]]) -> set[str]:
    """The tables of core of which this transaction wrote what bears on figures that were there."""
    return {one.name for one in written if one.has_changed or one.name not in FOR_NEW_FIGURES}


def _analyze_if_much(connection: Connection, table: str, written: int) -> None:
    """Let the planner know a table of which this transaction wrote a great part."""
    if written > key_sets.MANY_KEYS and written > MUCH * _rows(connection, table):
        connection.execute(ANALYZE, {"name": table})


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


def _refresh_touched(
    connection: Connection, kept: KeptTable, queries: list[str], causes: list[KeySet]
) -> KeySet:
    """Compute the keys anew that these queries give; which of them came out different."""
    parts = [f"select {kept.key} from ({without_comments(query)}) as one" for query in queries]
    query = f"select distinct {kept.key} from ({' union all '.join(parts)}) as one"
    asked = key_sets.find(connection, KeySet("asked", kept.name, kept.key), query, causes)
    if not asked.count:
        key_sets.drop(connection, asked)
        return _touched(kept.name, kept.key)
    # offset 0: planned for each key. Merged with the rest, the whole would be read and computed.
    held = f"""
        select held.*
        from asked
        cross join lateral (
            select
                kept.ctid as place,
                kept as content
            from {kept.name} as kept
            where {kept.same_key("kept", "asked")}
            offset 0
        ) as held
    """
    if asked.count > key_sets.MANY_KEYS:
        count = connection.execute(text(f"select count(*) from ({held}) as held")).scalar_one()
        figures = _rows(connection, "core.observation")
        is_much = count * COST_BY_KEY > _rows(connection, kept.name)
        # Many keys have no rows: those of new figures, and of what is seldom found.
        if is_much or asked.count * FIGURES_PER_KEY > figures:
            key_sets.drop(connection, asked)
            return _refresh_whole(connection, kept)
    made = f"""
        select cast(row(made.*) as {kept.name}) as content
        from asked
        cross join lateral (
            select * from {kept.computed} as computed
            where {kept.same_key("computed", "asked")}
            offset 0
        ) as made
    """
    touched = _replace(connection, kept, held, made, asked)
    key_sets.drop(connection, asked)
    return touched


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


def _refresh_whole(connection: Connection, kept: KeptTable) -> KeySet:
    """Compute a whole table; which keys came out different."""
    with _for_whole_tables(connection):
        if not _is_empty(connection, kept):
            return _make_anew(connection, kept)
        _fill(connection, kept, rebuilds_indexes=False)
        query = f"select distinct {kept.key} from {kept.name}"
        return key_sets.find(connection, _touched(kept.name, kept.key), query)


def _make_whole(connection: Connection, kept: KeptTable) -> bool:
    """Compute a whole table, of all that are; whether any row came out different."""
    if _is_empty(connection, kept):
        return _fill(connection, kept, rebuilds_indexes=True) > 0
    touched = _make_anew(connection, kept)
    key_sets.drop(connection, touched)
    return touched.count > 0


def _is_empty(connection: Connection, kept: KeptTable) -> bool:
    query = f"select not exists (select from {kept.name})"
    return bool(connection.execute(text(query)).scalar_one())


def _make_anew(connection: Connection, kept: KeptTable) -> KeySet:
    held = f"select kept.ctid as place, kept as content from {kept.name} as kept"
    made = f"select cast(row(made.*) as {kept.name}) as content from {kept.computed} as made"
    return _replace(connection, kept, held, made)


def _fill(connection: Connection, kept: KeptTable, rebuilds_indexes: bool) -> int:
    """Fill an empty table; how many rows it has then.

    Indexes of many rows are made three times as fast after them as with them.
    """
    rebuilds_indexes = (
        rebuilds_indexes
        and _rows(connection, "core.observation") > MANY_FIGURES
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


def _replace(
    connection: Connection, kept: KeptTable, held: str, made: str, asked: KeySet | None = None
) -> KeySet:
    """Put the rows that one query makes in the place of those held, where they differ.

    ``asked`` are the keys that both queries read, if they do. Returns the keys of rows that differ.
    """
    changes = f"""
        held as materialized ({held}),
        made as materialized ({made}),
        gone as materialized (
            select content from held
            except all
            select content from made
        ),
        come as (
            (
                select content from made
                except all
                select content from held
            )
            union all
            -- Of a row that was there several times all are deleted: those that stay are put back.
            select content
            from made
            where content in (select content from gone)
        ),
        deleted as (
            delete from {kept.name}
            where
                ctid = any(array(
                    select place
                    from held
                    where content in (select content from gone)
                ))
            returning {kept.key}
        ),
        added as (
            insert into {kept.name}
            select (content).*
            from come
            -- Not before those are gone whose place they take in a unique index.
            where (select count(*) from deleted) >= 0
            returning {kept.key}
        )
    """
    differing = f"select {kept.key} from deleted union select {kept.key} from added"
    touched = _touched(kept.name, kept.key)
    if asked is not None and asked.count <= key_sets.MANY_KEYS:
        return key_sets.hand_on(connection, touched, differing, [asked], {}, changes)
    read = [] if asked is None else [asked]
    touched = key_sets.put_into_table(connection, touched, differing, read, changes)
    _analyze_if_much(connection, kept.name, touched.count)
    return touched


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
