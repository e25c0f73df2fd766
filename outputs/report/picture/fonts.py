"""Finds an installed font that has Chinese characters."""

from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

# The best first.
PREFERRED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
)  # fmt: skip
SAMPLE = "民政 养老 低保"
# A font with a box for every character.
PLACEHOLDER = "Last Resort"


def chinese() -> str | None:
    """The name of the best such font; None if there is none."""
    entries = fontManager.ttflist
    found = {entry.name for entry in entries if PLACEHOLDER not in entry.name and _has(entry)}
    ranked = [name for name in PREFERRED if name in found]
    return next(iter([*ranked, *sorted(found)]), None)


def _has(entry: FontEntry) -> bool:
    try:
        font = FT2Font(entry.fname)
    except (OSError, RuntimeError):
        return False
    return all(font.get_char_index(ord(character)) for character in SAMPLE if character != " ")
