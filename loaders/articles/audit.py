"""Sources against their texts: every number of a text is in the ledger, at its characters."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from ...database import statements
from .mentions import digit_runs

HEADER = (
    "source",
    "text",
    "numbers",
    "mentions",
    "observations",
    "comparisons",
    "neither",
    "unaccounted",
)


@dataclass
class Finding:
    """What the audit of one source found; ``faults`` are sentences, empty if all is well."""

    source: str
    text: str = "missing"
    numbers: int = 0
    dispositions: list[str] = field(default_factory=list)
    unaccounted: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def row(self) -> tuple[object, ...]:
        """As HEADER names its columns."""
        kinds = [self.dispositions.count(kind) for kind in ("observation", "comparison", "neither")]
        mentions = len(self.dispositions)
        return (self.source, self.text, self.numbers, mentions, *kinds, self.unaccounted)


def audit(connection: Connection, folder: Path) -> list[Finding]:
    """One finding for each source that is a text, whether or not ``folder`` has it."""
    texts = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in folder.glob("*.txt")
        if path.is_file()
    }
    sources = statements.execute(connection, __package__, "text_sources").all()
    return [
        audit_source(connection, source_id, Finding(code), texts.get(sha256))
        for source_id, code, sha256 in sources
    ]


def audit_source(
    connection: Connection, source_id: int, found: Finding, path: Path | None
) -> Finding:
    if path is None:
        found.faults.append("no text in the folder has the source's SHA-256")
        return found
    found.text = path.name
    content = path.read_bytes().decode("utf-8")
    mentions = statements.execute(
        connection, __package__, "mentions_of_source", {"source_id": source_id}
    ).all()
    found.dispositions = [mention.disposition for mention in mentions]
    for start, end, printed, _disposition in mentions:
        if content[start:end] != printed:
            found.faults.append(f"char={start},{end} is {content[start:end]!r}, not {printed!r}")
    numbers = digit_runs(content)
    found.numbers = len(numbers)
    covered = {place for start, end, *_ in mentions for place in range(start, end)}
    missed = [span for span in numbers if not covered.issuperset(range(*span))]
    found.unaccounted = len(missed)
    found.faults += [f"char={a},{b} has no disposition: {content[a:b]}" for a, b in missed]
    return found
