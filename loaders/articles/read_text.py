"""A text read with everything that the database has: lists, known values, earlier decisions."""

import hashlib
from datetime import date

from sqlalchemy import Connection

from . import cross_checks, decided
from .proposal import Proposal
from .reader import Reader
from .unit_scale import Scale


def sha256_of(text: str) -> str:
    """By what a text is known, however its file was encoded."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_text(
    connection: Connection,
    reader: Reader,
    scale: Scale,
    text: str,
    *,
    area: str | None = None,
    published: date | None = None,
) -> list[Proposal]:
    """A proposal for each number of a text; what was decided of it before is repeated."""
    known = decided.find_source(connection, sha256_of(text))
    day = published or (known.published_on if known else None)
    proposals = reader.read(text, area, day)
    cross_checks.check_known(connection, proposals, scale)
    if known:
        decided.apply(connection, known.source_id, proposals)
    return proposals
