"""Sources that a user names on the command line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert

from ..schema import Source
from .rows import opened


@dataclass(frozen=True)
class NewSource:
    """What is known of a published table: its title, and perhaps its publisher and day."""

    code: str
    title: str
    publisher: str | None = None
    published_on: date | None = None


def register(engine: Engine, source: NewSource, path: Path) -> None:
    """Give the table in ``path`` a row among the sources, or bring that row up to date."""
    values = {
        "title": source.title,
        "publisher": source.publisher,
        "published_on": source.published_on,
        "published_precision": "day" if source.published_on else None,
        "sha256": opened(path).sha256,
    }
    row = insert(Source).values(code=source.code, kind="table", language="zh", **values)
    with engine.begin() as connection:
        connection.execute(row.on_conflict_do_update(index_elements=["code"], set_=values))
