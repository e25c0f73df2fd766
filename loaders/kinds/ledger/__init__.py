"""The loader of ledgers: every number that an article prints, and what it means.

A ledger is one CSV file for a source, named for the source's code. Its rows are checked in
SQL against the reference lists and against the parser of printed figures, then merged: a figure
that did not change keeps its row, one that did is withdrawn and followed by a new row.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, CursorResult, text

from ....database import statements
from ... import acceptance, staging
from ...articles.mentions import digit_runs
from ...files import File, Rejection
from ...resolve import breakdowns
from .. import csv_columns
from ..reference.merging import Changes
from ..tidy import delta
from .figures import Parsed, parsed
from .layout import BREAKDOWNS, COLUMNS, HEADER, misfilled

__all__ = ["HEADER", "Ledger"]

FIGURES = (
    "observations_withdraw",
    "observations_add",
    "comparisons_withdraw",
    "comparisons_add",
    "mentions",
)

TYPES = dict.fromkeys(HEADER, "text") | {
    "char_start": "int",
    "char_end": "int",
    "figure_value": "numeric",
    "figure_low": "numeric",
    "figure_high": "numeric",
    "figure_qualifier": "text",
    "figure_unit": "text",
}


class Ledger:
    """The kind of file: a row for each number that a text prints."""

    header = HEADER

    def fits(self, columns: tuple[str, ...]) -> bool:
        return set(columns) == set(HEADER)

    def stage(self, connection: Connection, file: File) -> staging.Staged:
        rejects = [
            *file.misfits,
            *csv_columns.well_formed(COLUMNS, file.rows),
            *misfilled(file.rows),
        ]
        bad = {reject.line for reject in rejects}
        good, unreadable = parsed(row for row in file.rows if row.line not in bad)
        staging.stage(connection, TYPES, map(_staged, good))
        rejects += [
            *unreadable,
            *csv_columns.unknown(connection, COLUMNS),
            *breakdowns.wrong(connection, BREAKDOWNS),
            *checked(connection),
            *_uncounted(connection, file),
        ]
        return staging.of_file(file, rejects)

    def merge(
        self, connection: Connection, file: File, load_file_id: int, *, partial: bool
    ) -> Changes:
        """Bring the source's observations, comparisons and mentions to what is staged."""
        delta.forget(connection, file.source)
        breakdowns.create(connection, BREAKDOWNS)
        resolve(connection)
        names = {"source": file.source, "load_file_id": load_file_id}
        for statement in ("observations", "comparisons"):
            execute(connection, statement, names)
        if partial:
            connection.execute(text("delete from observation_change where line is null"))
            connection.execute(text("delete from comparison_change where line is null"))
        for statement in FIGURES:
            execute(connection, statement, names)
        if partial:
            execute(connection, "mentions_keep", names)
        mentions: tuple[int, ...] = tuple(execute(connection, "mentions_count", names).one())
        for statement in ("mentions_remove", "mentions_add"):
            execute(connection, statement, names)
        acceptance.accept(connection, acceptance.changed_by(load_file_id))
        tables = ("observation_change", "comparison_change")
        counts = [*(changed(connection, table) for table in tables), mentions]
        added, revised, withdrawn = map(sum, zip(*counts, strict=True))
        return Changes(added, revised, withdrawn)


def _staged(row: Parsed) -> list[object]:
    (line, fields), start, end, figure = row
    printed: Iterable[object] = [None] * 5
    if figure:
        printed = (figure.value, figure.low, figure.high, figure.qualifier, figure.unit)
    return [line, *(fields[name] for name in HEADER), start, end, *printed]


def checked(connection: Connection) -> list[Rejection]:
    resolve(connection)
    return [Rejection._make(row) for row in execute(connection, "check", {})]


def _uncounted(connection: Connection, file: File) -> Iterable[Rejection]:
    """A reject for the file if its source prints more or fewer numbers than it has rows for."""
    source = file.source
    count = text("select number_count from core.source where code = :source")
    found = connection.execute(count, {"source": source}).one_or_none()
    if found is None:
        return [unknown_source(file)]
    accounted = sum(len(digit_runs(row.fields["printed"] or "")) for row in file.rows)
    if found.number_count in (None, accounted):
        return []
    message = f"the text prints {found.number_count} numbers, the ledger accounts for {accounted}"
    return [Rejection(1, "", source, "unaccounted", message)]


def unknown_source(file: File) -> Rejection:
    message = f"{file.name} is named for no source: {file.source} is not in core.source"
    return Rejection(1, "", file.source, "unknown_source", message)


def resolve(connection: Connection) -> None:
    connection.execute(text("drop table if exists pg_temp.resolved"))
    execute(connection, "resolve", {})


def changed(connection: Connection, table: str) -> tuple[int, int, int]:
    """Added, revised and withdrawn observations or comparisons."""
    query = """
        select
            count(*) filter (where current_id is null),
            count(*) filter (where not unchanged and line is not null and current_id is not null),
            count(*) filter (where line is null)
        from {}
    """
    added, revised, withdrawn = connection.execute(text(query.format(table))).one()
    return added, revised, withdrawn


def execute(connection: Connection, name: str, values: dict[str, object]) -> CursorResult[Any]:
    return statements.execute(connection, __name__, name, values)
