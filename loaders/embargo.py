"""Sources that are not released yet: their files are held, and loaded when they are released.

Nothing of a held file is in core, and nothing that is computed is made of it, so that no relation,
count or statistic that others see can tell of it. A release is a load as any other, of the bytes
that were held.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, text

from ..database import statements
from ..schema import HeldFigure, HeldFile, Source
from .files import File, Origin, label_of, path_of
from .load import Load
from .options import LoadOptions

IS_EMBARGOED = text("select release_at > clock_timestamp() from core.source where code = :code")
LAST_NUMBERS = text("select last_observation, last_comparison from core.last_numbers()")
RETURN_NUMBERS = text("select core.return_numbers(:last_observation, :last_comparison)")


@dataclass(frozen=True)
class DueFile:
    """A held file whose source is released, as a file to load."""

    file: File
    keep_going: bool


def is_embargoed(connection: Connection, source: str) -> bool:
    """Whether nobody but curators may see yet what the source reports."""
    return bool(connection.execute(IS_EMBARGOED, {"code": source}).scalar())


def last_numbers(connection: Connection) -> dict[str, Any]:
    """The numbers of the last observation and comparison, to be given to ``return_numbers``."""
    return dict(connection.execute(LAST_NUMBERS).mappings().one())


def return_numbers(connection: Connection, last: dict[str, Any]) -> None:
    """Let the next figures have the numbers that were taken since.

    A gap in the numbers would tell others how many figures are held.
    """
    connection.execute(RETURN_NUMBERS, last)


def figures_of(load: Load) -> list[dict[str, Any]]:
    """The figures that a load has added in its transaction, as they will be released."""
    values: dict[str, object] = {"load_file_id": load.load_file_id}
    found = statements.execute(load.connection, __package__, "held_figures", values)
    return [dict(row) for row in found.mappings()]


def hold(load: Load, figures: list[dict[str, Any]]) -> None:
    """Hold a file, in place of its last version."""
    connection, file = load.connection, load.file
    forget(connection, file.name)
    source_id = select(Source.source_id).where(Source.code == file.source).scalar_subquery()
    row = insert(HeldFile).values(
        name=file.name,
        source_id=source_id,
        load_file_id=load.load_file_id,
        file_name=file.path.name,
        sha256=file.sha256,
        content=file.path.read_bytes(),
    )
    held = connection.scalars(row.returning(HeldFile.held_file_id)).one()
    if figures:
        connection.execute(insert(HeldFigure), [{"held_file_id": held} | one for one in figures])


def forget(connection: Connection, name: str) -> None:
    """Hold a file no longer: it is loaded, or another version of it is held."""
    connection.execute(delete(HeldFile).where(HeldFile.name == name))


def are_due(connection: Connection) -> bool:
    """Whether a file is held whose source is released."""
    due = statements.read(__package__, "due_files").columns().subquery()
    return bool(connection.scalar(select(exists().select_from(due))))


@contextmanager
def due_files(connection: Connection) -> Iterator[list[DueFile]]:
    """The held files whose sources are released, in the order in which they were held."""
    with tempfile.TemporaryDirectory(prefix="minzheng-") as folder:
        rows = statements.execute(connection, __package__, "due_files").all()
        yield [_written(Path(folder, str(row.held_file_id)), row) for row in rows]


def _written(folder: Path, row: Any) -> DueFile:
    folder.mkdir()
    path = folder / path_of(row.file_name).name
    path.write_bytes(row.content)
    origin = Origin(row.path, row.etag, row.last_modified)
    options = LoadOptions.from_json(row.options)
    file = File(path, row.name, label_of(row.name), row.sha256, options, origin)
    return DueFile(file, row.keep_going)
