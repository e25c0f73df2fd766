"""Characters of a text file, whatever encoding it is in."""

import codecs
import re

from .errors import UnreadableTable

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I)
# Pages that say GB2312 hold characters of its supersets.
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}
# Characters of no text: where they stand, the bytes are those of something else.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def decode(data: bytes) -> str:
    """By its byte order mark; else UTF-8 if it is that throughout, as declared, or GB 18030.

    Raises UnreadableTable, with the line, for a text that is cut within a character or no text.
    """
    # Programs of DOS end a file with this.
    data = data.removesuffix(b"\x1a")
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return checked(decoded(data, encoding))
    for encoding in ("utf-8", declared(data), "gb18030"):
        try:
            return checked(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableTable(neither(data))


def decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableTable(f"line {line}: {error.reason} in {encoding.upper()}") from error


def neither(data: bytes) -> str:
    """Where a text is broken, by the encoding that reads most of it."""
    places = {}
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            places[encoding] = error.start
    start = max(places.values(), default=0)
    line = data[:start].count(b"\n") + 1
    return f"line {line}: byte {data[start]:#04x} is neither UTF-8 nor GB 18030"


def declared(data: bytes) -> str:
    match = DECLARED.search(data[:4096])
    name = match[1].decode("ascii").lower() if match else "utf-8"
    return SUPERSETS.get(name, name)


def checked(text: str) -> str:
    if found := CONTROL.search(text):
        line = text[: found.start()].count("\n") + 1
        raise UnreadableTable(f"line {line}: a control character {found[0]!r}, which no text holds")
    return text
