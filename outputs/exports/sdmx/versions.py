"""Versions that follow content: one id and version of a structure is one content, everywhere.

An export has the dimensions that its rows are broken down by, and the lists of the database as they
are. A registry, and whoever keeps files of several exports, takes what has one id and one version
for the same.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple

from .codelists import CodelistItem
from .components import Component

# What codelists.csv and components.csv give as the version of what is ours.
UNVERSIONED = "(1.0.0)"


class Structure(NamedTuple):
    """The components of a data structure and its code lists, each in the version of its content."""

    components: Sequence[Component]
    lists: dict[str, list[CodelistItem]]
    concepts_version: str
    version: str

    @property
    def id(self) -> str:
        """The dataflow as SDMX-CSV names it."""
        return f"MINZHENG:CIVIL_AFFAIRS({self.version})"


def versioned(components: Sequence[Component], lists: dict[str, list[CodelistItem]]) -> Structure:
    """The structure with a version of its own for each part of it; lists of SDMX keep theirs."""
    # A list that several components share is named for the first of them.
    named = {part.codelist: (part.name, part.name_en) for part in reversed(components)}
    names = {
        name: name.replace(UNVERSIONED, f"({version_of(named.get(name), items)})")
        for name, items in lists.items()
    }
    parts = [
        part._replace(codelist=names[part.codelist]) if part.codelist else part
        for part in components
    ]
    concepts = version_of([(part.id, part.name, part.name_en) for part in parts])
    return Structure(
        parts,
        {names[name]: items for name, items in lists.items()},
        concepts,
        version_of(parts, concepts),
    )


def version_of(*content: object) -> str:
    """A version of three numbers, of which the last is a digest of the content."""
    text = json.dumps(content, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).digest()
    # Nine digits, so that whoever reads versions as numbers of 32 bits can.
    return f"1.0.{int.from_bytes(digest[:8]) % 10**9}"
