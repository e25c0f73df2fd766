"""An article's text as it is read: one spelling of each character, no breaks of the page in it.

Texts come with full-width digits, traditional characters, blanks between characters and lines that
end within a word. All that is undone here, once, and each character knows where it stood, so that
what reads the plain text never thinks of it and every figure still leads back to its characters.
"""

import re
from dataclasses import dataclass
from functools import cache

from ..formats.characters import LOOK_ALIKES, NARROW, UNSEEN, traditional

PARAGRAPH = "\n"
# A line that ends so ends its paragraph.
ENDS = '。!?;:…"”』」.)）'
# A line that goes on with one of these goes on with the sentence, whatever stands between.
GOES_ON = tuple("从由至到较比和及与、,;。)%万亿元人户个名的")
# 城市低保标准 / 由每人每月956元: what goes on, however short the line before it is.
ALWAYS_GOES_ON = re.compile(
    r"[由从](?:每[人户]|原来?的?|目前|现行|现在)|[由从]\d+(?:\.\d+)?元|按照?[^,，。;；]{2,16}的[\d.]+倍"
)
AFTER_DIGITS = tuple("万亿千百元人户个名张件对家所%‰余多年月日")
# A shorter line is a heading or a caption, not a part of a paragraph that was wrapped.
WRAPPED = 12
SEPARATORS = {
    "，": ",",
    "；": ";",
    "：": ":",
    "．": ".",
    "﹐": ",",
    "︰": ":",
    "【": "(",
    "】": ")",
    "○": "〇",
}
# Readings that a site puts behind characters: 农(nóng)村.
READING = re.compile(r"(?<=[\u4e00-\u9fff])(?:[(（][a-zü\u00e0-\u01dc]{1,8}[)）])+")
MARKS = ",、。;"
LATIN = re.compile(r"[0-9A-Za-z.]")
BLANK = rf"[\s{UNSEEN.pattern.strip('[]')}]"
# What is left out between characters that stay; a comma before another mark a site put there.
LEFT_OUT = re.compile(rf"(?:{BLANK}+|,(?={BLANK}*[{MARKS}]))+")


@dataclass(frozen=True)
class PlainText:
    """``characters``, and the place in the original of each of them, with the end of the text."""

    characters: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the original, half-open."""
        return self.places[start], self.places[end - 1] + 1


def plain_text(text: str) -> PlainText:
    """The text without page breaks, each paragraph a line."""
    spelled = READING.sub(lambda reading: "\u200b" * len(reading[0]), text).translate(spelling())
    lines = [line for line in re.finditer(r"[^\n\r\f\v\u2028\u2029]+", spelled) if line[0].strip()]
    kept: list[str] = []
    places: list[int] = []
    widest = [len(line[0].strip()) for line in lines]
    for index, line in enumerate(lines):
        put_line(line[0], line.start(), kept, places)
        if index + 1 < len(lines):
            following = lines[index + 1]
            gap = spelled[line.end() : following.start()]
            if not is_wrapped(
                line[0].strip(), following[0].strip(), gap.count("\n"), widest[index : index + 3]
            ):
                kept.append(PARAGRAPH)
                places.append(line.end())
            elif kept and LATIN.match(kept[-1]) and kept[-1].isalpha():
                kept.append(" ")
                places.append(line.end())
    return PlainText("".join(kept), (*places, len(text)))


def is_wrapped(line: str, following: str, breaks: int, widths: list[int]) -> bool:
    """Whether a line goes on in the next: it is as long as its neighbours and ends no sentence."""
    if line[-1] in ENDS:
        return False
    if line[-1].isdigit() and following.startswith(AFTER_DIGITS):
        return True
    if breaks == 1 and ALWAYS_GOES_ON.match(following):
        return True
    if following.startswith(GOES_ON):
        return len(line) >= WRAPPED or line[-1] in "分别,、"
    if breaks > 1:
        return line[-1] in ",、" and len(line) >= WRAPPED
    return len(line) >= max(WRAPPED, 0.6 * max(widths))


def put_line(line: str, start: int, kept: list[str], places: list[int]) -> None:
    """The characters of a line, without blanks but those between Latin letters or digits."""
    place = 0
    for gap in LEFT_OUT.finditer(line):
        before, after = gap.span()
        kept += line[place:before]
        places += range(start + place, start + before)
        place = after
        if before and LATIN.match(line, before - 1) and LATIN.match(line, after):
            kept.append(" ")
            places.append(start + before)
    kept += line[place:]
    places += range(start + place, start + len(line))


@cache
def spelling() -> dict[int, str | int]:
    """For each character that has another spelling the one in which it is read."""
    one_for_one: dict[int, str | int] = dict(traditional())
    one_for_one |= {ord(character): plain for character, plain in SEPARATORS.items()}
    one_for_one |= LOOK_ALIKES
    one_for_one |= NARROW
    return one_for_one | dict.fromkeys(range(8192, 8203), " ") | {0xA0: " ", 0x3000: " "}
