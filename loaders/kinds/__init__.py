"""The kinds of files that can be loaded, each known by its columns."""

from typing import Protocol

from sqlalchemy import Connection

from ..files import File, UnreadableFile
from ..staging import Staged
from .divisions import TOWNSHIPS, VILLAGES
from .ledger import Ledger
from .ledger.stated import Comparisons
from .mapping import Mapped
from .published import SUFFIXES, Published
from .reference import LISTS
from .reference.merging import Changes
from .tidy import Tidy


class Kind(Protocol):
    """How files of a kind are staged and checked, and what is staged is merged.

    Of a ``partial`` file some rows are rejected, so that what it lacks is not withdrawn.
    """

    @property
    def header(self) -> tuple[str, ...]: ...

    def fits(self, columns: tuple[str, ...]) -> bool: ...

    def stage(self, connection: Connection, file: File) -> Staged: ...

    def merge(
        self, connection: Connection, file: File, load_file_id: int, *, partial: bool
    ) -> Changes: ...


KINDS: dict[str, Kind] = {
    **LISTS,
    "townships": TOWNSHIPS,
    "villages": VILLAGES,
    "ledger": Ledger(),
    "figures": Tidy(),
    "comparisons": Comparisons(),
}


# A file that has one of these names in its header was meant to be a list, a ledger or tidy.
KNOWN_NAMES = frozenset(name for kind in KINDS.values() for name in kind.header)


def recognised(file: File) -> Kind:
    """The kind whose columns the file has; any other file is a published table.

    Raises UnreadableFile, naming the nearest kind, where the columns are nearly those of one.
    """
    if file.options.mapping:
        return Mapped()
    if file.path.suffix.lower() in SUFFIXES:
        return Published()
    columns = columns_of(file)
    for kind in KINDS.values():
        if kind.fits(columns):
            return kind
    if file.path.stat().st_size == 0:
        raise UnreadableFile("the file is empty")
    if not KNOWN_NAMES & set(columns):
        return Published()
    # Raises where the file cannot be read whatever its columns are.
    _ = file.rows
    raise UnreadableFile(wrong_columns(columns))


def columns_of(file: File) -> tuple[str, ...]:
    """The header; none of a file in another encoding, unless it has names of ours."""
    try:
        return file.columns
    except UnreadableFile:
        with file.path.open("rb") as content:
            names = content.readline().decode("latin-1").strip().split(",")
        if KNOWN_NAMES & set(names):
            raise
        return ()


def name_of(file: File) -> str:
    """The name of its kind. Raises UnreadableFile."""
    kind = recognised(file)
    for name, known in KINDS.items():
        if kind is known:
            return name
    return "mapped" if isinstance(kind, Mapped) else "published"


def is_list(kind: str) -> bool:
    """Whether files of the kind say what codes mean, not what a source reports."""
    return kind not in ("ledger", "figures", "comparisons", "mapped", "published")


def wrong_columns(found: tuple[str, ...]) -> str:
    """What sets the columns of a file off from those of the kind that is nearest to it."""
    nearest = min(KINDS, key=lambda name: len(set(KINDS[name].header) ^ set(found)))
    wanted = set(KINDS[nearest].header)
    differences = {"lacks": wanted - set(found), "has also": set(found) - wanted}
    words = [
        f"it {verb} {', '.join(sorted(names))}" for verb, names in differences.items() if names
    ]
    return f"its columns are those of no known kind of file; for {nearest} {' and '.join(words)}"
