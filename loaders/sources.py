"""Sources that a user names together with their file."""

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from ..schema import Source
from .rows import File


def register(connection: Connection, file: File) -> None:
    """Give a source whose title is given a row, or bring that row up to date."""
    given = file.given
    if given.title is None:
        return
    values = {
        "title": given.title,
        "publisher": given.publisher,
        "published_on": given.published_on,
        "published_precision": "day" if given.published_on else None,
        "sha256": file.sha256,
    }
    row = insert(Source).values(code=file.source, kind="table", language="zh", **values)
    connection.execute(row.on_conflict_do_update(index_elements=["code"], set_=values))
