"""The start of a ledger for a new text: a row for each number, its meaning to be filled in."""

import csv
import hashlib
from collections.abc import Iterable
from typing import TextIO

from ...articles.mentions import digit_runs, find
from .layout import HEADER


def draft(content: bytes, units: Iterable[str], out: TextIO) -> dict[str, str | int]:
    """Write the rows; what the source list must say of the text: sha256 and number_count.

    ``units`` are the printed forms of units, so that they stand with their numbers.
    """
    text = content.decode("utf-8")
    writer = csv.DictWriter(out, HEADER, lineterminator="\n")
    writer.writeheader()
    for number in find(text, units):
        writer.writerow({"locator": number.locator, "printed": number.characters})
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "number_count": len(digit_runs(text)),
    }
