"""What the list of sources says of a text: its title, its checksum, how many numbers it prints."""

from datetime import date

from .mentions import digit_runs
from .read_text import sha256_of

# A longer first line is no title.
TITLE = 80


def source_line(
    text: str,
    code: str,
    title: str | None = None,
    publisher: str | None = None,
    published_on: date | None = None,
) -> dict[str, str | int | date | None]:
    """The line of a text; without a title its first line is one, if it is short."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), code)
    return {
        "code": code,
        "title": title or (first if len(first) <= TITLE else code),
        "publisher": publisher,
        "published_on": published_on,
        "published_precision": "day" if published_on else None,
        "kind": "article",
        "authority": "quoted",
        "language": "zh",
        "sha256": sha256_of(text),
        "number_count": len(digit_runs(text)),
    }
