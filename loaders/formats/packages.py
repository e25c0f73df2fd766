"""The parts of an archive that is one document: XLSX, ODS and DOCX files."""

import errno
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from lxml import etree

from . import limits
from .errors import UnreadableTable


def directory(path: Path) -> zipfile.ZipFile:
    """The archive with the list of what is in it. Raises UnreadableTable."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, struct.error) as error:
        words = "a broken archive (XLSX, ODS, DOCX or ZIP): it is cut off, or in several volumes"
        raise UnreadableTable(words) from error


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, if it does not unfold to more than is read. Raises UnreadableTable."""
    with directory(path) as archive:
        check_size(archive)
        yield archive


def check_size(archive: zipfile.ZipFile) -> None:
    """Raises UnreadableTable for an archive that unfolds to more than is read."""
    members = archive.infolist()
    if len(names := set(archive.namelist())) < len(members):
        # Of two parts of one name programs take the one or the other.
        raise UnreadableTable(f"an archive of {len(members)} parts with {len(names)} names")
    if len(members) > limits.MEMBERS:
        raise UnreadableTable(f"an archive of {len(members)} members")
    if sum(member.file_size for member in members) > limits.UNPACKED:
        raise UnreadableTable(f"it unfolds to more than {limits.UNPACKED >> 20} MB")
    for member in members:
        if is_bomb(member):
            raise UnreadableTable(f"{member.filename} unfolds to {member.file_size >> 20} MB")
        if member.flag_bits & 1:
            raise UnreadableTable("encrypted")


def is_bomb(member: zipfile.ZipInfo) -> bool:
    grows = member.file_size > limits.RATIO * max(member.compress_size, 1)
    return grows and member.file_size > 1 << 20


@contextmanager
def unpacking(what: str) -> Iterator[None]:
    """Say of a part or member that cannot be unpacked that it is damaged. Raises UnreadableTable.

    Where it is said to begin outside of the file, the system calls that an invalid argument; what
    ends while it is parsed is an error of the parser, which has no number.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, UnicodeDecodeError) as error:
        raise UnreadableTable(f"{what} is damaged: it cannot be unpacked") from error
    except NotImplementedError as error:
        raise UnreadableTable(f"{what} is compressed in a way that is not read") from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):
            raise
        raise UnreadableTable(f"{what} is damaged: it is not where it should be") from error


@contextmanager
def part_of(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A part to be read; whatever is wrong with it is an UnreadableTable that names it."""
    if name not in archive.namelist():
        raise UnreadableTable(f"its part {name} is missing")
    try:
        with unpacking(f"its part {name}"), archive.open(name) as source:
            yield source
    except etree.XMLSyntaxError as error:
        line, column = error.position
        where = f"line {line}, column {column}"
        raise UnreadableTable(f"its part {name} is damaged: no XML from {where} on") from error


def root_of(archive: zipfile.ZipFile, part: str) -> etree._Element:
    """The whole XML of a part. Raises UnreadableTable."""
    # Without huge_tree an element within 256 others is an error, and so is a text of 10 MB.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    with part_of(archive, part) as source:
        tree = etree.parse(source, parser)
    kind: Any = tree.docinfo.internalDTD
    if kind is not None and any(True for _entity in kind.iterentities()):
        # What they stand for would be missing in the texts.
        raise UnreadableTable(f"its part {part} has entities of its own, which no program writes")
    return tree.getroot()


def main_part(archive: zipfile.ZipFile, names: set[str], usual: tuple[str, ...]) -> str:
    """The name of the part that the document begins with, where it says it, or else usually."""
    if "_rels/.rels" in names:
        for kind, part in relations_in(archive, "_rels/.rels", "").values():
            if kind == "officeDocument" and part in names:
                return part
    found = next((name for name in usual if name in names), None)
    if found is None:
        raise UnreadableTable("an archive without a workbook or document")
    return found


def relations(archive: zipfile.ZipFile, part: str, names: set[str]) -> dict[str, tuple[str, str]]:
    """What a part refers to, by id: the kind of relation and the name of the other part."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    return relations_in(archive, path, folder) if path in names else {}


def relations_in(archive: zipfile.ZipFile, path: str, folder: str) -> dict[str, tuple[str, str]]:
    found = {}
    with part_of(archive, path) as source:
        for _event, element in elements(source, "Relationship"):
            target = element.get("Target") or ""
            if element.get("TargetMode") != "External":
                absolute = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                kind = (element.get("Type") or "").rpartition("/")[2]
                part = posixpath.normpath(absolute).lstrip("/")
                found[element.get("Id") or ""] = (kind, part)
    return found


def elements(
    source: IO[bytes], *names: str, events: tuple[str, ...] = ("end",)
) -> Iterator[tuple[str, etree._Element]]:
    """The elements with these names in any namespace, strict Office Open XML has others."""
    tags = [f"{{*}}{name}" for name in names]
    context = etree.iterparse(
        source,
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        # A comment would part the text that it stands in.
        remove_comments=True,
        remove_pis=True,
    )
    yield from context


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    return element.find(f"{{*}}{name}") if element is not None else None


def text_in(element: etree._Element | None) -> str:
    """The text of an element. Raises UnreadableTable where more than text is in it."""
    if element is None:
        return ""
    if len(element):
        raise UnreadableTable(f"something stands within the text {element.text or ''!r}")
    return element.text or ""
