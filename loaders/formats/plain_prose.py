"""Articles that are texts without markup: reading them takes no parser."""

import zipfile
from pathlib import Path

from . import limits
from .errors import UnreadableTable
from .text import decode

# What the files of articles are called.
SUFFIXES = (".txt", ".html", ".htm", ".docx")
# So many bytes from its first character on show whether a file has markup.
HEAD = 8192


def read_plain(path: Path) -> str | None:
    """The text of a file without markup; None for one that is, or may be, of another kind.

    Raises UnreadableTable for bytes that are no text.
    """
    if path.suffix.lower() != ".txt" or path.stat().st_size > limits.CHARACTERS:
        return None
    content = path.read_bytes()
    if b"<" in content.lstrip()[:HEAD] or zipfile.is_zipfile(path):
        return None
    text = decode(content).removeprefix("\ufeff")
    if not text.strip():
        raise UnreadableTable("an empty file")
    return text
