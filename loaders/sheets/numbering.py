"""From the numbering of labels to the path of a row: 一、 (一) 1. (1) A I, 其中 and plain labels.

A plain label is a part of the numbered one above it. A plain label without unit and figures is
a heading of those that follow; whether what it says restricts each of them is decided by their
words. Where labels are indented, one that stands further to the right than a plain label is below
it.
"""

import re
import unicodedata

from ..formats import limits
from ..formats.characters import one_line
from ..formats.errors import UnreadableTable
from ..resolve.lexicon import take_apart
from .cells import UNIT_AFTER

LEVELS = (
    re.compile(r"[一二三四五六七八九十]+\s*[、.]"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d+\s*[.、](?!\d)"),
    re.compile(r"\(\d+\)"),
    re.compile(r"(?![IVX])[A-Z](?=[\s、.]|(?!级)[一-鿿])"),
    re.compile(r"[IVX]+(?=[\s、.]|(?!级)[一-鿿])"),
)
OF_WHICH = re.compile(r"(?:其中\s*:?|#)\s*")
SECTION_INSIDE = re.compile(r"\S\s+[一二三四五六七八九十]+、|\S\s+\([一二三四五六七八九十]+\)")
HEADING, PLAIN, PART, DEEPER = 0.25, 0.5, 0.75, 0.001
# So many characters at their ends say that two labels count the same.
ALIKE = 4
# A label with at least this many more blanks before it than another is below that one.
INDENT = 2


class Path:
    """The labels that a row stands under, from the section down: depth, blanks before it, label."""

    def __init__(self) -> None:
        self.stack: list[tuple[float, int, str]] = []
        # The parts without 其中 of their own.
        self.parts: set[str] = set()

    def enter(self, label: str, *, heading: bool, indent: int = 0) -> tuple[str, ...]:
        """Put a label in its place; the path down to it."""
        depth = self.depth(label, heading, indent)
        while self.stack and self.stack[-1][0] >= depth:
            self.stack.pop()
        self.stack.append((depth, indent + blanks_of(label), label))
        if len(self.stack) > limits.LABELS:
            raise UnreadableTable(f"{label}: below more than {limits.LABELS} other labels")
        path = tuple(text for _depth, _indent, text in self.stack)
        # A total stands beside its parts, not above them.
        if label.endswith("合计"):
            self.stack.pop()
        return path

    def depth(self, label: str, heading: bool, indent: int) -> float:
        if numbered := depth_of(label):
            # 一、社会组织 after #孤儿 is no part of it.
            while numbered == 1 and self.stack and self.stack[-1][0] in (PLAIN, PART):
                self.stack.pop()
            return numbered
        if beside := self.beside(label):
            return beside
        if indent == 0 and self.is_beside_part(label):
            return self.plain()[-1][0]
        is_part = OF_WHICH.match(narrowed(label)) is not None
        if is_part and self.stack and self.stack[-1][2] in self.parts:
            # It may be a part of the last part, or begin others of the whole.
            return self.stack[-1][0] + DEEPER
        # #女性 stands below what it is a part of, though no further to the right.
        step = 0 if is_part and indent else INDENT
        left = [depth for depth, blanks, _text in self.plain() if blanks + step <= indent]
        if left:
            return left[-1] + DEEPER
        while any(blanks >= indent + INDENT for _depth, blanks, _text in self.plain()[-1:]):
            self.stack.pop()
        if heading:
            self.close_heading()
        kind = PART if is_part else HEADING if heading else PLAIN
        return self.numbered() + kind

    def is_beside_part(self, label: str) -> bool:
        """Whether a label is another member beside a part: 社会散居 after 其中:集中养育."""
        part = next((text for _depth, _blanks, text in self.plain()[-1:]), "")
        dimensions = dimensions_of(label)
        is_part = OF_WHICH.match(narrowed(part)) or part in self.parts
        if not is_part or not dimensions or dimensions != dimensions_of(part):
            return False
        self.parts.add(label)
        return True

    def beside(self, label: str) -> float | None:
        """The depth of a plain label that numbered ones stand below, and that ends as this one.

        农村低保支出 below the numbered parts of 城市低保支出 is none of them.
        """
        found = [(depth, text) for depth, _blanks, text in self.stack if depth % 1]
        closed = [(depth, text) for depth, text in found if depth < self.numbered()]
        ends_alike = (depth for depth, text in closed if text[-ALIKE:] == label[-ALIKE:] != text)
        return max(ends_alike, default=None)

    def plain(self) -> list[tuple[float, int, str]]:
        """The labels without number below the innermost numbered one."""
        return [entry for entry in self.stack if entry[0] % 1]

    def numbered(self) -> int:
        """The depth of the innermost numbered label."""
        return max((int(entry[0]) for entry in self.stack if not entry[0] % 1), default=0)

    def close_heading(self) -> None:
        while self.plain():
            self.stack.pop()


def dimensions_of(label: str) -> set[str]:
    """What the members are of that are all of a label; empty if it says anything else."""
    words = OF_WHICH.sub("", narrowed(label), count=1)
    parts = [one.as_member for one in take_apart(UNIT_AFTER.sub("", words))]
    is_group = all(one.kind == "member" for one in parts)
    return {one.member[0] for one in parts} if is_group else set()


def blanks_of(label: str) -> int:
    """How much further to the right than its label the words after 其中: begin.

    Those of the parts that follow stand below them, whichever way they are moved there.
    """
    match = OF_WHICH.match(narrowed(label))
    return sum(1 if one.isascii() else 2 for one in label[: match.end()]) if match else 0


def narrowed(label: str) -> str:
    return unicodedata.normalize("NFKC", label).strip()


def depth_of(label: str) -> int | None:
    """1 for 一、 to 6 for I; None where a label is not numbered."""
    text = OF_WHICH.sub("", narrowed(label), count=1)
    return next((depth for depth, mark in enumerate(LEVELS, 1) if mark.match(text)), None)


def without_number(label: str) -> str:
    text = OF_WHICH.sub("", label, count=1)
    found = next(filter(None, (mark.match(text) for mark in LEVELS)), None)
    return text[found.end() :] if found else text


def is_several(label: str) -> bool:
    """Whether labels of several rows were merged into one: '#养老机构 四、社会救助 …'."""
    lines = [line for line in label.split("\n") if line.strip()]
    if len(lines) > 1 and all(depth_of(line) for line in lines):
        return True
    return SECTION_INSIDE.search(narrowed(one_line(label))) is not None
