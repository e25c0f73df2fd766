"""How a secret that is known may be written: as it is, encoded, escaped, or over several lines."""

import html.entities
import re
from base64 import b64encode

# A secret of more characters is looked for by its lines and their beginnings, as long as that.
LONGEST = 120
# Where a text is broken, or put together of parts in quotes.
_BREAK = r"(?:\\*\r?\n[ \t]*|['\"]\s*\+?\s*['\"])?"
# Fewer characters of Base64 are found by chance.
_FEWEST_OF_BASE64 = 6
_BASE64 = "[A-Za-z0-9+/=_-]"
_ESCAPED = {"\n": "n", "\t": "t", "\r": "r", "\b": "b", "\f": "f"}


def spellings(secret: str) -> re.Pattern[str]:
    """What matches every spelling of the secret."""
    lines = [line for line in secret.splitlines() if len(line) > LONGEST // 8]
    wholes = {secret} if len(secret) <= LONGEST else {line[:LONGEST] for line in lines or [secret]}
    patterns = []
    for whole in sorted(wholes, key=len, reverse=True):
        rest = r"[\w.~+/=%-]*" if len(secret) > LONGEST else ""
        patterns.append(_BREAK.join(map(_character, whole)) + rest)
        patterns += _encoded(whole.encode())
    return re.compile("|".join(patterns))


def _character(one: str) -> str:
    """A character as it is, in an address, in JSON, HTML, SQL, or a shell has it."""
    encoded = "".join(f"%(?:25)*(?i:{byte:02x})" for byte in one.encode())
    code = ord(one)
    halves = one.encode("utf-16-be")
    units = [halves[place : place + 2].hex() for place in range(0, len(halves), 2)]
    found = [
        encoded,
        "".join(rf"\\+u(?i:{unit})" for unit in units),
        rf"\\+U(?i:{code:08x})",
        rf"&#(?:0*{code}|[xX]0*(?i:{code:x}));",
    ]
    if code < 2**8:
        found.append(rf"\\+x(?i:{code:02x})")
    if one in _ESCAPED:
        found.append(rf"\\+{_ESCAPED[one]}")
    if one == " ":
        found.append(r"\+")
    if not one.isalnum():
        found.append(rf"\\+{re.escape(one)}")
    if one == "'":
        # As a shell has it within quotes, too.
        found.insert(0, r"'(?:'|\\+''|\"'\"')")
    if one == '"':
        found.insert(0, '""')
    if name := html.entities.codepoint2name.get(code):
        found.append(f"&{name};")
    # As it is comes last: what others begin with, such as a quote that is doubled, or an ampersand.
    found.append(re.escape(one))
    return f"(?:{'|'.join(found)})"


def _encoded(secret: bytes) -> list[str]:
    """In hexadecimal digits, and within Base64 of a longer text, whatever stands around it."""
    found = [f"(?i:{secret.hex()})"]
    for before in range(3):
        text = b64encode(bytes(before) + secret).decode().rstrip("=")
        # The first and last characters depend on what stands around.
        first, last = -(-before * 8 // 6), (before + len(secret)) * 8 // 6
        core = text[first:last]
        if len(core) >= _FEWEST_OF_BASE64:
            both = (re.escape(one).replace(r"\+", "[+-]").replace("/", "[/_]") for one in core)
            found.append(rf"{_BASE64}*" + r"(?:\\+n|\s)*".join(both) + rf"{_BASE64}*")
    return found
