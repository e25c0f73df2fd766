"""The list of licences, docs/licences.csv: every package of the lock files, as installed here.

Run by ``make licences`` after a change of the dependencies.
"""

import csv
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "licences.csv"
HEADER = ("package", "version", "licence", "needed")
# What runs with the package, and what only its tests, documentation and extras need.
LOCKS = {"up": "always", "test": "for extras, tests, documentation"}
PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
CLASSIFIER = "License :: "
# The classifiers that say no more than that there is a licence.
VAGUE = ("OSI Approved",)


def pinned() -> Iterator[tuple[str, str, str]]:
    """The packages of the lock files, each once: name, version, what it is needed for."""
    known: set[str] = set()
    for lock, needed in LOCKS.items():
        text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
        for name, version in PINNED.findall(text):
            if name not in known:
                known.add(name)
                yield name, version, needed


def licence_of(name: str) -> str | None:
    """As the package states it, in a line; None where it is for other systems than this one."""
    try:
        stated = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if "License-Expression" in stated:
        return str(stated["License-Expression"])
    classifiers = [
        words.removeprefix(CLASSIFIER).rpartition(" :: ")[2]
        for words in stated.get_all("Classifier") or ()
        if words.startswith(CLASSIFIER)
    ]
    named = [words for words in classifiers if words not in VAGUE]
    # Some put the whole text of the licence there.
    lines = str((stated.get_all("License") or [""])[0]).strip().splitlines()
    return "; ".join(named) or (lines[0] if lines else "see its files")


def known_licences() -> dict[str, str]:
    """What the list says, by package."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["package"]: row["licence"] for row in csv.DictReader(file)}


def main() -> None:
    """Write the list; of what is not installed here it keeps what it said."""
    known = known_licences() if LIST.exists() else {}
    rows = [
        (name, version, licence_of(name) or known.get(name, "see its files"), needed)
        for name, version, needed in pinned()
    ]
    with LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
