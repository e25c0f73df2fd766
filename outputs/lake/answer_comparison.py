"""Compares what was derived in a lake with what PostgreSQL kept, cell by cell."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from .derivation import SQL_TYPES
from .duckdb_engine import files_of
from .lake_error import LakeError
from .lake_folder import LakeFolder
from .lake_manifest import FIGURES, StoredRelation, read_manifest
from .lake_relations import ANSWERS, DERIVED, DIGITS, PLACES

# Quotients that are kept with all digits that PostgreSQL computes; mart shows six places.
UNROUNDED = {
    "rule_result": (
        "left_value",
        "left_low",
        "left_high",
        "right_value",
        "right_low",
        "right_high",
    )
}
SHOWN_PLACES = 6
TYPES = SQL_TYPES | {"bool": "boolean"}


@dataclass(frozen=True)
class AnswerComparison:
    """A derived relation beside the kept one: the rows that only one of the two has."""

    name: str
    rows: int
    cells: int
    missing: int
    added: int

    @property
    def differing(self) -> int:
        return max(self.missing, self.added)


def compare_answers(root: Path) -> list[AnswerComparison]:
    """Each derived relation beside the answers of PostgreSQL in the same version of a lake.

    Raises LakeError where nothing was derived.
    """
    place = LakeFolder(root).require_current()
    manifest = read_manifest(place)
    connection = duckdb.connect(config={"temp_directory": str(root / ".spill")})
    found = [
        _compare(connection, place, derived.name.removeprefix(f"{DERIVED}/"), kept)
        for derived in manifest.relations
        if derived.name.startswith(f"{DERIVED}/")
        and (kept := manifest.relation(derived.name.replace(DERIVED, ANSWERS, 1)))
    ]
    if not found:
        raise LakeError(f"Nothing was derived in {root} yet: minzheng lake derive {root}")
    return [_compare_acceptance(connection, place), *found]


def _compare_acceptance(connection: duckdb.DuckDBPyConnection, place: Path) -> AnswerComparison:
    """Whether figures of the database are accepted; of loaded ones it says nothing."""
    figures, contenders = files_of(place / FIGURES), files_of(place / DERIVED / "contender")
    query = f"""
        select
            count(*),
            count(*) filter (where figure.accepted and lost.observation_id is not null),
            count(*) filter (
                where
                    not figure.accepted
                    and figure.withdrawn_at is null
                    and lost.observation_id is null
            )
        from {figures} as figure
        left join (select observation_id from {contenders} where place > 1) as lost
            on lost.observation_id = figure.observation_id
        where figure.accepted is not null
    """
    rows, missing, added = connection.execute(query).fetchone() or (0, 0, 0)
    return AnswerComparison("acceptance", rows, rows, missing, added)


def _compare(
    connection: duckdb.DuckDBPyConnection, place: Path, short: str, kept: StoredRelation
) -> AnswerComparison:
    """Count the rows that only one has; a row that is there twice counts twice."""
    values = ", ".join(_value(short, column) for column in kept.columns)
    for table, folder in (("kept", ANSWERS), ("made", DERIVED)):
        files = files_of(place / folder / short)
        connection.execute(f"create or replace temp table {table} as select {values} from {files}")
    rows = _count(connection, "table kept")
    missing = _count(connection, "table kept except all table made")
    added = _count(connection, "table made except all table kept")
    return AnswerComparison(short, rows, rows * len(kept.columns), missing, added)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    (count,) = connection.execute(f"select count(*) from ({query}) as one").fetchone() or (0,)
    return int(count)


def _value(short: str, column: dict[str, str]) -> str:
    """A column in the type that PostgreSQL's answer has, to the places that are shown."""
    name = f'"{column["name"]}"'
    kind = column["type"]
    if kind.startswith("decimal"):
        places = SHOWN_PLACES if column["name"] in UNROUNDED.get(short, ()) else PLACES
        return f"cast(round({name}, {places}) as decimal({DIGITS}, {PLACES})) as {name}"
    return f"cast({name} as {TYPES.get(kind, 'varchar')}) as {name}"
