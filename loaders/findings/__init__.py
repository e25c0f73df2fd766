"""What is remarkable of the figures that a load added: suspects, rules that fail, contradictions
of sources, sums of parts that do not meet their whole."""

from dataclasses import dataclass

from sqlalchemy import Connection

from ...database import statements


@dataclass(frozen=True)
class Finding:
    """A sentence on a figure of a load, and of which kind it is."""

    kind: str
    sentence: str


def find(connection: Connection, load_file_id: int) -> list[Finding]:
    """The findings on what a load added, which what is kept must be up to date with."""
    found = statements.execute(connection, __package__, "findings", {"load_file_id": load_file_id})
    return [Finding(*row) for row in found]
