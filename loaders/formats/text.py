"""Characters of a text file, whatever encoding it is in."""

import codecs
import re

from ..sheets.problems import UnreadableTable

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I)
# Pages that say GB2312 hold characters of its supersets.
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}


def decode(data: bytes) -> str:
    """By its byte order mark; else UTF-8 if it is that throughout, as declared, or GB 18030."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding)
    for encoding in ("utf-8", declared(data), "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableTable("neither UTF-8 nor GB 18030")


def declared(data: bytes) -> str:
    match = DECLARED.search(data[:4096])
    name = match[1].decode("ascii").lower() if match else "utf-8"
    return SUPERSETS.get(name, name)
