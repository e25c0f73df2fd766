"""What is remarkable of the figures that a load added: suspects, rules that fail, contradictions
of sources, sums of parts that do not meet their whole."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from ...database import statements


@dataclass(frozen=True)
class Finding:
    """A sentence on a figure of a load, in Chinese and in English, and of which kind it is."""

    kind: str
    sentence: str
    sentence_en: str


def find(connection: Connection, load_file_ids: Collection[int]) -> dict[int, list[Finding]]:
    """The findings on what each load added, which what is kept must be up to date with."""
    values: dict[str, object] = {"load_file_ids": list(load_file_ids)}
    found: dict[int, list[Finding]] = defaultdict(list)
    for load_file_id, *finding in statements.execute(connection, __package__, "findings", values):
        found[load_file_id].append(Finding(*finding))
    return found
