"""Sources that a user names together with their file."""

from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from ..schema import Source
from .files import File

Said = dict[str, Any]


def register(connection: Connection, file: File) -> Said | None:
    """Give a source whose title is given a row, or bring that row up to date.

    Answers what the row said before, if there was one.
    """
    options = file.options
    if options.title is None:
        return None
    values: Said = {
        "title": options.title,
        "publisher": options.publisher,
        "published_on": options.published_on,
        "published_precision": "day" if options.published_on else None,
        "sha256": file.sha256,
    }
    columns = [getattr(Source, name) for name in values]
    before = connection.execute(select(*columns).where(Source.code == file.source)).mappings()
    found = before.one_or_none()
    row = insert(Source).values(code=file.source, kind="table", language="zh", **values)
    connection.execute(row.on_conflict_do_update(index_elements=["code"], set_=values))
    return dict(found) if found else None


def take_back(connection: Connection, file: File, before: Said | None) -> None:
    """A file that is refused leaves its source as it was."""
    if file.options.title is None:
        return
    of_file = Source.code == file.source
    if before is None:
        connection.execute(delete(Source).where(of_file))
    else:
        connection.execute(update(Source).where(of_file).values(**before))
