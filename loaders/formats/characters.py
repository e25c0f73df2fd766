"""The characters of a cell: what a person sees of them, and what stands beside the words.

Everything here works before compatibility forms are folded: NFKC makes a 1 of the footnote mark ①
and of a superscript, and 1200① would become 12001.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

# Labels are shorter.
LABEL = 200

ESCAPED_BREAK = re.compile(r"_x000D_\n?|\r\n?")
# Blanks of other widths, and what Python makes of the wide blank 0xA3A0 of GB 2312 files.
BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000\ue5e5]")
# Takes no room: joiners, marks of the direction of writing, soft hyphens, byte order marks.
# The override U+202E is not among them: by it 0021 is seen as 1200, so that it is no number.
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202d\u2060-\u2064\u2066-\u206f\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

# Characters that are taken for others they look like: 安宁巿, 住房內.
HOMOGLYPHS = {"巿": "市", "內": "内", "戸": "户", "戶": "户"}
# Texts copied from PDF hold radicals in place of characters. NFKC knows those of the block of
# Kangxi (⼭ is 山), not those of the supplement (⻄ is 西): these pairs are Unicode's equivalent
# unified ideographs of radicals that are characters by themselves.
RADICALS = dict(
    zip(
        "⺃⺄⺈⺊⺌⺍⺎⺒⺓⺛⺜⺝⺞⺟⺠⺧⺩⺬⺮⺶⺻⺼⻁⻃⻄⻅⻆⻉⻋⻏⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "乚乙刀卜小小兀巳幺旡日月歺母民牛王示竹羊聿月虎覀西见角贝车邑長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
LOOK_ALIKES = str.maketrans(HOMOGLYPHS | RADICALS)

NARROW = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x2212: "-", 0xFE63: "-"}

# Words that multiply the number before them, by powers of ten; the longer before the shorter.
SCALES = {"万亿": 12, "千万": 7, "百万": 6, "亿": 8, "万": 4, "千": 3, "百": 2}

# Signs of footnotes: numbers in circles and brackets, superscripts, daggers.
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"
_SIGN = rf"[{SUPERSCRIPTS}①-⒛ⓐ-ⓩ⓪-⓿❶-➓㈠-㈩㉑-㉟㊀-㊉㊱-㊿†‡§※]"
SIGN = re.compile(_SIGN)
NO_SIGN = re.compile(rf"(?!{_SIGN})[^\s、,，]")
LEADING_MARK = re.compile(rf"^((?:{_SIGN}[\s、,，]*)+)(?=[-+−]?[\d０-９])")
# 平方米 and 立方米 are units, not metres with a footnote.
POWER = re.compile(r"(?:[mM米])[²³]$")
SMALL_POWERS = {"2": "²", "3": "³"}


@cache
def traditional() -> dict[int, str]:
    """Traditional characters, and the simplified ones that labels and units are written in."""
    pairs = files(__package__).joinpath("traditional.txt").read_text("utf-8").split()
    return {ord(pair[0]): pair[1] for pair in pairs}


@cache
def look_alikes() -> dict[int, str]:
    """Traditional characters, and those that are taken for others, with what is meant."""
    return traditional() | LOOK_ALIKES


def clean(text: str) -> str:
    """The characters that are seen, without escapes of the writer and blanks around them."""
    if text.isalnum():
        return text
    text = ESCAPED_BREAK.sub("\n", text)
    return UNSEEN.sub("", BLANKS.sub(" ", text)).strip()


def indent(text: str) -> int:
    """How many half-width blanks stand before the characters of a cell."""
    if text[:1].isalnum():
        return 0
    text = UNSEEN.sub("", text)
    blanks = len(text) - len(BLANKS.sub(" ", text).lstrip(" "))
    return blanks + sum(text[:blanks].count(wide) for wide in "\u3000\ue5e5")


def one_line(text: str) -> str:
    """A name that was wrapped inside its cell."""
    return re.sub(r"\s*\n\s*", "", text).strip()


def narrow(text: str) -> str:
    """Full-width characters narrowed, traditional ones simplified, look-alikes and blanks gone.

    It is for recognising what stands there, not for keeping it.
    """
    # Heads and labels are asked for again for every figure: 42 times in a plain table.
    return _narrowed_once(text) if len(text) <= LABEL else _narrowed(text)


@lru_cache(maxsize=10_000)
def _narrowed_once(text: str) -> str:
    return _narrowed(text)


def _narrowed(text: str) -> str:
    own = text if text.isascii() else text.translate(look_alikes())
    return "".join(unicodedata.normalize("NFKC", own).split())


def unfolded(text: str) -> str:
    """Full-width characters narrowed and a true minus as a hyphen; ① stays ①, it is no digit."""
    return text.translate(NARROW)


def without_marks(text: str) -> tuple[str, str]:
    """The words of a cell, and the footnote marks at their end or before a number: 1200, ①."""
    marks = ""
    if text.isascii():
        return text, marks
    if not POWER.search(text):
        text, marks = without_trailing(text)
    if leading := LEADING_MARK.match(text):
        text, marks = text[leading.end() :], leading[1].strip() + marks
    return text, marks


def without_trailing(text: str) -> tuple[str, str]:
    """The words of a cell, and the marks at their end with the commas between them."""
    # Backwards, each character once: an expression that looks for the end of the text from every
    # mark takes minutes for a cell of marks.
    last = NO_SIGN.search(text[::-1])
    first = SIGN.search(text, len(text) - last.start()) if last else None
    if first is None:
        return text, ""
    return text[: first.start()].rstrip(), text[first.start() :].strip()


# A digit, or the point or comma of a number, and what continues it.
PARTED = re.compile(r"[\d.,][\d.,]")


@dataclass
class Runs:
    """The parts of a cell's text, as its file formats them, put together to what is seen.

    What is raised above the line is a mark, what is struck out or hidden is not part of the text.
    A number whose digits look different, or have something of these between them, is ``parted``: a
    person may see a mark, or nothing, where a digit was read.
    """

    text: str = ""
    marks: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    parted: bool = False
    look: object = None

    def add(
        self, text: str, *, raised: bool = False, unseen: bool = False, look: object = None
    ) -> None:
        """Add a part of the text; ``look`` is whatever makes characters look like others."""
        if (raised or unseen) and text.strip():
            # Whatever follows does not continue a number.
            self.look = object()
        if unseen:
            self.unseen.append(text)
        elif not raised:
            continues = bool(PARTED.fullmatch(self.text[-1:] + text[:1]))
            self.parted |= continues and look != self.look
            self.text += text
            self.look = look if text else self.look
        elif text.strip() in SMALL_POWERS and self.text.rstrip()[-1:] in tuple("mM米"):
            self.text += SMALL_POWERS[text.strip()]
        else:
            self.marks.append(text)

    @property
    def seen(self) -> tuple[str, str]:
        """The cleaned words, and all marks."""
        text, marks = without_marks(clean(self.text))
        return text, "".join(filter(None, [marks, *map(str.strip, self.marks)]))
