"""Archives of files: each member is a file of its own, known as ARCHIVE!MEMBER."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .files import File, Origin, open_file
from .formats.errors import UnreadableTable
from .formats.file_formats import ARCHIVE_SUFFIXES
from .formats.worker import WORKER
from .formats.zips import ArchiveMember


@contextmanager
def unpacked(files: Iterable[File]) -> Iterator[list[File]]:
    """The files, in place of an archive those in it, for as long as the context lasts.

    An archive that cannot be unpacked, and a member that cannot, are files with an error.
    """
    with tempfile.TemporaryDirectory(prefix="minzheng-") as folder:
        yield [
            one
            for number, file in enumerate(files)
            for one in files_of(file, Path(folder, str(number)))
        ]


def files_of(file: File, folder: Path) -> list[File]:
    """The files of an archive, unpacked below a folder; the file itself if it is none."""
    if file.error or file.path.suffix.lower() not in ARCHIVE_SUFFIXES:
        return [file]
    try:
        members = WORKER.unpack(file.path, folder)
    except UnreadableTable as error:
        return [replace(file, error=str(error))]
    if members is None:
        return [file]
    if not file.member:
        return [member_file(file, member, f"!{member.name}") for member in members]
    found = [member_file(file, member) for member in members if member.name == file.member]
    return found or [replace(file, error=f"{file.member} is no longer in {file.path.name}")]


def member_file(archive: File, member: ArchiveMember, rest: str = "") -> File:
    """A member as a file; its name is that of the archive and the rest."""
    address = f"{os.path.abspath(archive.path)}!{member.name}"
    if member.error:
        file = replace(archive, path=member.path, error=member.error)
    else:
        file = open_file(member.path, archive.options, name="member")
    return replace(
        file,
        name=f"{archive.name}{rest}",
        label=f"{archive.label}{rest}",
        origin=Origin(address),
    )
