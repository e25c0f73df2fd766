"""ZIP archives of files: each member is unpacked, or refused by its name."""

import binascii
import stat
import struct
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...printable import UNFIT_FOR_NAMES, printable
from . import limits
from .errors import UnreadableTable
from .packages import directory, is_bomb, unpacking

STARTS = (b"PK\x03\x04", b"PK\x05\x06")
UTF_8, ENCRYPTED = 0x800, 0x1
# The extra field in which Info-ZIP repeats a name in UTF-8, after a version and a checksum.
UNICODE_NAME = 0x7075
UNIX = 3
BLOCK = 1 << 20
# What a file system takes for a name.
LONGEST_NAME = 255
# What systems and programs put beside files.
ASIDE = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class ArchiveMember:
    """A file of an archive: its path there, and where it was unpacked; or why it was not."""

    name: str
    path: Path
    error: str = ""


def unpack(path: Path, folder: Path) -> list[ArchiveMember]:
    """The files of an archive, unpacked below a folder. Raises UnreadableTable."""
    with directory(path) as archive:
        named = [(name_of(one), one) for one in archive.infolist()]
        named = [(name, one) for name, one in named if one.file_size or not name.endswith("/")]
        named = [(name, one) for name, one in named if not is_aside(name)]
        if not named:
            raise UnreadableTable("an archive without files")
        if len(named) > limits.MEMBERS:
            raise UnreadableTable(f"an archive of {len(named)} members: unpack it")
        # Of what is refused anyway nothing is unpacked.
        size = sum(one.file_size for _name, one in named if not is_bomb(one))
        if size > limits.UNPACKED:
            raise UnreadableTable(f"it unfolds to more than {limits.UNPACKED >> 20} MB: unpack it")
        counts = Counter(name for name, _one in named)
        found = []
        for number, (name, one) in enumerate(named, 1):
            place = folder / str(number) / PurePosixPath(name).name
            error = what_is_wrong(name, one)
            if counts[name] > 1:
                error = f"{counts[name]} members of the archive have this name"
            found.append(
                ArchiveMember(printable(name), place, error or extract(archive, one, place))
            )
    return found


def name_of(member: zipfile.ZipInfo) -> str:
    """The path of a member with slashes. Names without a mark are in the code page of a computer,
    in China GBK, or in UTF-8 all the same.
    """
    name = member.orig_filename
    if not member.flag_bits & UTF_8:
        raw = name.encode("cp437", "replace")
        name = unicode_name(member.extra, raw) or decoded(raw)
    return name.replace("\\", "/")


def decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def unicode_name(extra: bytes, raw: bytes) -> str:
    """The name that an extra field gives, if it was written for this one; else empty."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        content, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == UNICODE_NAME and content[1:5] == struct.pack("<I", binascii.crc32(raw)):
            return content[5:].decode("utf-8", "replace")
    return ""


def is_aside(name: str) -> bool:
    """Whether it is what a system or a program keeps beside files."""
    last = PurePosixPath(name).name
    return (
        "__MACOSX" in PurePosixPath(name).parts
        or last.startswith(("~$", "."))
        or last.lower() in ASIDE
    ) and ".." not in PurePosixPath(name).parts


def what_is_wrong(name: str, member: zipfile.ZipInfo) -> str:
    """Why a member is not unpacked, as far as its name and header tell; else empty."""
    parts = PurePosixPath(name).parts
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == UNIX else 0
    if name.endswith("/"):
        return "a folder that holds characters"
    if UNFIT_FOR_NAMES.search(name):
        return "its name has a control character"
    if not parts or ".." in parts or name.startswith("/") or name[1:2] == ":":
        return "its name leads out of the archive"
    if len(parts[-1].encode()) > LONGEST_NAME:
        return f"its name is longer than {LONGEST_NAME} bytes"
    if kind not in (0, stat.S_IFREG):
        return "a link in the archive, not a file" if kind == stat.S_IFLNK else "not a file"
    if member.flag_bits & ENCRYPTED:
        return "encrypted: pack it without a password"
    if is_bomb(member):
        return f"it unfolds to {member.file_size >> 20} MB"
    return ""


def extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> str:
    """Write a member to its place; why it cannot be, else empty."""
    place.parent.mkdir(parents=True)
    try:
        with unpacking("it"), archive.open(member) as source, place.open("wb") as target:
            while block := source.read(BLOCK):
                target.write(block)
    except UnreadableTable as error:
        return str(error)
    return ""
