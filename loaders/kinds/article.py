"""Articles: texts, pages and documents whose numbers are read, and loaded where they are certain.

What is certain is loaded as a ledger; the rest is kept in ops.proposal, for a person to decide.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from ...schema import ProposedMention, Source
from ..articles.certainty import is_understood
from ..articles.proposal import Proposal
from ..articles.read_text import read_text
from ..articles.reader import read_lists
from ..articles.reasons import reason
from ..articles.source_line import source_line
from ..articles.unit_scale import Scale, read_scale
from ..files import File, Rejection
from ..formats.worker import WORKER
from ..load import Changes, Load, Staged
from .ledger import Ledger
from .ledger.ledger_draft import row_of, write_ledger

# The line of the first row of a ledger, after its header.
FIRST_ROW = 2


@dataclass
class StagedArticle(Staged):
    """What staging found, and the rows of the ledger that are left for a person to decide."""

    left: list[Proposal] = field(default_factory=list)


class Article(Ledger):
    """The kind of file: the text of an article, its numbers read by rules."""

    def stage(self, load: Load) -> StagedArticle:
        connection, options = load.connection, load.file.options
        text = WORKER.read_prose(load.file.path)
        reader, scale = load.lists.once(read_lists), load.lists.once(read_scale)
        area = reader.places.code_of(options.area) if options.area else None
        register(load, text)
        proposals = read_text(
            connection, reader, scale, text, area=area, published=options.published_on
        )
        if not is_understood(proposals):
            for one in proposals:
                if one.disposition != "neither":
                    one.doubts.append(reason("little_certain"))
                    one.gaps.append(reason("little_certain"))
        certain = with_first_prints([one for one in proposals if is_certain(one)])
        staged = self.stage_certain(load, certain, scale)
        while staged.rejects:
            # What the tables refuse is not certain after all.
            lines = {one.line: one.message for one in staged.rejects if one.line >= FIRST_ROW}
            if not lines:
                return StagedArticle(len(proposals), staged.rejects, is_refused=True)
            for line, message in lines.items():
                certain[line - FIRST_ROW].doubts.append(message)
            kept = [one for at, one in enumerate(certain, FIRST_ROW) if at not in lines]
            certain = with_first_prints(kept)
            staged = self.stage_certain(load, certain, scale)
        places = {one.start for one in certain}
        left = [one for one in proposals if one.start not in places]
        return StagedArticle(len(proposals), left=left)

    def stage_certain(self, load: Load, certain: Sequence[Proposal], scale: Scale) -> Staged:
        """Stage what is certain as the ledger that a person would have written."""
        with tempfile.TemporaryDirectory(prefix="minzheng-") as folder:
            path = Path(folder, "ledger.csv")
            with path.open("w", encoding="utf-8", newline="") as out:
                write_ledger(certain, scale, out)
            options = replace(load.file.options, source=load.file.source)
            ledger = replace(load.file, path=path, options=options)
            return super().stage(replace(load, file=ledger))

    def merge(self, load: Load, staged: Staged) -> Changes:
        changes = super().merge(load, staged)
        assert isinstance(staged, StagedArticle)
        keep(load, staged.left)
        return changes

    def find_unaccounted(self, connection: Connection, file: File) -> list[Rejection]:
        """None: what is not certain is accounted for in ops.proposal."""
        return []


def is_certain(proposal: Proposal) -> bool:
    return proposal.is_certain or proposal.same_as is not None


def with_first_prints(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those of them that repeat nothing, or something that is among them."""
    first = {one.locator for one in proposals if one.same_as is None}
    return [one for one in proposals if one.same_as is None or one.same_as in first]


def register(load: Load, text: str) -> None:
    """Give the source of a text its row; of one that is there, what the options say of it."""
    options = load.file.options
    line = source_line(
        text, load.file.source, options.title, options.publisher, options.published_on
    )
    given: dict[str, object] = {"title": options.title, "publisher": options.publisher}
    if options.published_on:
        given |= {name: line[name] for name in ("published_on", "published_precision")}
    said = {name: value for name, value in given.items() if value}
    row = upsert(Source).values(**line)
    renewed = said | {name: line[name] for name in ("sha256", "number_count")}
    load.connection.execute(row.on_conflict_do_update(index_elements=["code"], set_=renewed))


def keep(load: Load, left: Sequence[Proposal]) -> None:
    """Keep what is left to decide of a source, in place of what was left before."""
    connection = load.connection
    source = select(Source.source_id).where(Source.code == load.file.source)
    source_id = connection.execute(source).scalar_one()
    scale = read_scale(connection)
    rows = [
        {
            "source_id": source_id,
            "char_start": one.start,
            "char_end": one.end,
            "printed": one.printed,
            "confidence": one.confidence,
            "reasons": "; ".join([*one.reasons, *one.doubts]),
            "row": {name: value for name, value in row_of(one, scale).items() if value},
            "load_file_id": load.load_file_id,
        }
        for one in left
    ]
    if rows:
        connection.execute(insert(ProposedMention), rows)


ARTICLE = Article(
    name="article",
    meaning="文章：读出文中每个数字，确定的入库",
    meaning_en="articles: the numbers of a text are read, and loaded where they are certain",
)
