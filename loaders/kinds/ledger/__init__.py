"""Ledgers: every number that an article prints, and what it means.

A ledger is one CSV file for a source, named for the source's code. Its rows are checked in SQL
against the reference lists and against the parser of printed figures, then merged.
"""

from sqlalchemy import Connection, text

from ... import acceptance, staging
from ...articles.mentions import digit_runs
from ...files import File, Rejection
from ...load import Changes, Load, Staged
from ...resolve import breakdowns
from ..csv_columns import CsvColumn, complete, find_ill_formed
from ..kind import Kind
from ..tidy import delta, find_unknown_source
from . import resolved_mentions, revisions
from .figures import parse_records
from .layout import BREAKDOWNS, COLUMNS, HEADER, REVIEW, find_misfilled

__all__ = ["HEADER", "LEDGER", "Ledger"]


class Ledger(Kind):
    """The kind of file: a row for each number that a text prints."""

    def stage(self, load: Load) -> Staged:
        connection, file = load.connection, load.file
        records = complete(COLUMNS, file.records)
        rejects = [
            *file.misfits,
            *find_ill_formed(COLUMNS, records),
            *find_misfilled(records),
        ]
        wrong = {reject.line for reject in rejects}
        parsed, unreadable = parse_records(one for one in records if one.line not in wrong)
        rows = (
            resolved_mentions.to_staged(one.record, (one.start, one.end), one.figure)
            for one in parsed
        )
        staging.stage(connection, resolved_mentions.TYPES, rows)
        unknown_source = find_unknown_source(connection, file)
        rejects += [
            *unreadable,
            *resolved_mentions.find_faults(connection),
            *unknown_source,
            *self.find_unaccounted(connection, file),
        ]
        staged = resolved_mentions.take_out(load, rejects)
        staged.is_refused = bool(unknown_source)
        return staged

    def merge(self, load: Load, staged: Staged) -> Changes:
        delta.forget(load.connection, load.file.source)
        # What a ledger decides is no longer to be decided.
        forget = text(
            "delete from ops.proposal using core.source"
            " where source.source_id = proposal.source_id and source.code = :source"
        )
        load.connection.execute(forget, {"source": load.file.source})
        breakdowns.create(load.connection, BREAKDOWNS)
        merged = [
            revisions.merge_observations(load, staged),
            revisions.merge_comparisons(load, staged),
            revisions.merge_mentions(load, staged),
        ]
        return Changes(
            sum(changes.added for changes in merged),
            sum(changes.revised for changes in merged),
            sum(changes.withdrawn for changes in merged),
            choice=acceptance.choose(load.connection, load.load_file_id),
        )

    def find_unaccounted(self, connection: Connection, file: File) -> list[Rejection]:
        """A reject for a ledger with more or fewer numbers than the text of its source prints."""
        count = text("select number_count from core.source where code = :source")
        printed = connection.execute(count, {"source": file.source}).scalar()
        accounted = sum(len(digit_runs(fields["printed"] or "")) for _line, fields in file.records)
        if printed in (None, accounted):
            return []
        message = f"the text prints {printed} numbers, the ledger accounts for {accounted}"
        return [Rejection(1, "", file.source, "unaccounted", message)]


LEDGER = Ledger(
    name="ledger",
    meaning="台账：文中每个数字一行",
    meaning_en="ledgers: a row for each number that a text prints",
    columns=(*COLUMNS, *(CsvColumn(name, required=False) for name in REVIEW)),
)
