"""What people read is shown as it stands, but for secrets, and characters that command a terminal.

A title of a source, a label of a table or the name of a file may hold an escape sequence, which
recolours or rewrites a terminal, or a mark of the direction of writing, by which a reader sees
other words than there are. Names that are loaded may have none of them; whatever is printed shows
them as ``\\u001b``.
"""

import json
import re

from .redaction import redacted, redacted_data

# Control characters of both sets but for tab and line feed, separators of lines that only some
# programs know, marks of direction (U+200E, U+200F and U+061C mark and do not turn words: text
# that was copied from a page has them), halves of characters, and what is no character.
_COMMANDS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
)
COMMAND = re.compile(f"[{_COMMANDS}]")
# In a name, which is one line.
UNFIT_FOR_NAMES = re.compile(f"[{_COMMANDS}\t\n\u200e\u200f\u061c]")


# What PostgreSQL cannot hold.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with what no database holds as escapes: damaged files have it, and their rejects."""
    return UNSTORABLE.sub(_escape, text)


def printable(text: str) -> str:
    """The text without secrets, and with what commands a terminal as escapes."""
    return COMMAND.sub(_escape, redacted(text))


def printable_json(data: object, *, indent: int | None = None) -> str:
    """The data as JSON, without secrets; what JSON does not know becomes text."""
    text = json.dumps(redacted_data(data), ensure_ascii=False, indent=indent)
    return COMMAND.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
