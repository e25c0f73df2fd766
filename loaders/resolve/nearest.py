"""What was probably meant by a name that is not known."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

# How alike names are at least, from 0 to 1, and how many of them are suggested.
ALIKE = 0.5
SUGGESTED = 3


def nearest(text: str, entries: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """The entries of which a code or a name is most like the text, the best first."""
    text = text.casefold()
    matcher = SequenceMatcher(b=text)
    rated = []
    for place, entry in enumerate(entries):
        likeness = max(_likeness(matcher, text, name) for name in entry)
        if likeness >= ALIKE:
            rated.append((-likeness, place, entry))
    return [entry for _likeness, _place, entry in sorted(rated)[:SUGGESTED]]


def _likeness(matcher: SequenceMatcher[str], text: str, name: str) -> float:
    """How alike a name and the text are; one in the other is as good as a slip of the pen."""
    name = name.casefold()
    matcher.set_seq1(name)
    if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
        likeness = matcher.ratio()
    else:
        likeness = 0.0
    has_other = bool(text and name) and (text in name or name in text)
    return max(likeness, 0.75) if has_other else likeness
