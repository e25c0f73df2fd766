"""Every kind of file that can be loaded, and of which kind a file is."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...errors import describe_error
from ..files import File, UnreadableFile
from ..formats.file_formats import PUBLISHED_SUFFIXES
from .article import ARTICLE
from .divisions import TOWNSHIPS, VILLAGES
from .kind import Kind
from .ledger import LEDGER
from .ledger.comparisons import COMPARISONS
from .mapping import MAPPED
from .published import PUBLISHED
from .reference import LISTS
from .tidy import FIGURES

# Lists in the order in which they are loaded, since each may refer to those before it; files that
# report figures follow, in any order.
KINDS: tuple[Kind, ...] = (
    *LISTS.values(),
    TOWNSHIPS,
    VILLAGES,
    LEDGER,
    FIGURES,
    COMPARISONS,
    MAPPED,
    PUBLISHED,
    ARTICLE,
)

# Names of columns that a message lists, and characters of each.
NAMED = 40
# A file with one of these names in its header was meant to be of a kind that has columns.
KNOWN_NAMES = frozenset(name for kind in KINDS for name in kind.header)


@dataclass(frozen=True)
class RecognisedFile:
    """A file and its kind; or, for a file of no kind that can be loaded, why."""

    file: File
    kind: Kind | None
    error: str = ""


def recognise_in_order(files: Iterable[File]) -> list[RecognisedFile]:
    """Files in the order in which they are to be loaded; those that can be in the order given."""
    return sorted(map(recognise, files), key=_order)


def recognise(file: File) -> RecognisedFile:
    if file.error:
        return RecognisedFile(file, None, file.error)
    try:
        return RecognisedFile(file, kind_of(file))
    except UnreadableFile as error:
        return RecognisedFile(file, None, str(error))
    except Exception as error:
        return RecognisedFile(file, None, describe_error(error))


def kind_of(file: File) -> Kind:
    """The kind whose columns the file has; a file without any name of them is a published table.

    Raises UnreadableFile, naming the nearest kind, where the columns are nearly those of one.
    """
    if file.options.mapping:
        return MAPPED
    if file.options.kind == ARTICLE.name:
        return ARTICLE
    if file.path.suffix.lower() in PUBLISHED_SUFFIXES:
        return PUBLISHED
    columns = read_columns(file)
    for kind in KINDS:
        if kind.fits(columns):
            _refuse_repeated(columns)
            return kind
    if file.path.stat().st_size == 0:
        raise UnreadableFile("the file is empty")
    if not KNOWN_NAMES & set(columns):
        return PUBLISHED
    file.check_readable()
    raise UnreadableFile(describe_difference(columns))


def read_columns(file: File) -> tuple[str, ...]:
    """The header; empty for a file in another encoding, unless it has a known name in it."""
    try:
        return file.columns
    except UnreadableFile:
        with file.path.open("rb") as content:
            names = content.readline().decode("latin-1").strip().split(",")
        if KNOWN_NAMES & set(names):
            raise
        return ()


def describe_difference(found: tuple[str, ...]) -> str:
    """How the columns of a file differ from those of the kind that is nearest to it."""
    kinds = (kind for kind in KINDS if kind.columns)
    nearest = min(kinds, key=lambda kind: (-_likeness(kind, found), len(_differences(kind, found))))
    lacking = sorted(set(nearest.required) - set(found))
    unknown = sorted(set(found) - set(nearest.header))
    words = [
        f"it lacks {listed(lacking)}" if lacking else "",
        f"it has also {listed(unknown)}" if unknown else "",
    ]
    name = nearest.name
    message = f"its columns are those of no known kind of file; nearest is that of {name}"
    return "; ".join(filter(None, [message, *words]))


def listed(names: list[str]) -> str:
    """Names, as many as one can read."""
    more = len(names) - NAMED
    shown = ", ".join(name[:NAMED] for name in names[:NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _likeness(kind: Kind, found: tuple[str, ...]) -> float:
    """The share of what a kind needs that a file has: a table of figures is no ledger of a text."""
    return len(set(kind.required) & set(found)) / len(kind.required)


def _differences(kind: Kind, found: tuple[str, ...]) -> set[str]:
    return (set(kind.required) - set(found)) | (set(found) - set(kind.header))


def _refuse_repeated(columns: tuple[str, ...]) -> None:
    """Of two columns of one name the values of one would be lost."""
    repeated = sorted({name for name in columns if columns.count(name) > 1})
    if repeated:
        raise UnreadableFile(f"its header has {', '.join(repeated)} more than once")


def _order(recognised: RecognisedFile) -> int:
    kind = recognised.kind
    return KINDS.index(kind) if kind is not None and kind.is_list else len(KINDS)
