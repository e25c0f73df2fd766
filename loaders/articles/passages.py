"""Paragraphs, headings, sentences and clauses of a plain text, and the words around each number."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .mentions import PrintedNumber

SENTENCE_ENDS = re.compile(r"[。!?\n;]|…+")
FULL_ENDS = re.compile(r"[。!?\n]")
CLAUSE_ENDS = re.compile(r"[。!?\n;,:()]|…+")
PART_ENDS = re.compile(r"[。!?\n;,:()、]|…+")
QUOTE_OPENS, QUOTE_CLOSES = "“「『《", "”」』》"
NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[一二三四五六七八九]是)"
)
# Words of one person's story, and of what is said of all.
STORY = re.compile(
    r"家住|村民(?!委|小组|代表|自治|会|议)[\u4e00-\u9fff]{2,3}|居民[\u4e00-\u9fff]{2,3}(?:说|告诉)|\d岁的|今年\d+岁|老人(?:激动地)?说|告诉记者|(?<!其)[他她](?:说|家|的|们家)|妻子|丈夫|"
    r"一家[三四五六]?口|老伴|[\u4e00-\u9fff]{2}大[爷妈娘]|儿子|女儿|孙子|孩子最"
)
OF_ALL = re.compile(r"[全我该][国省市州县区]|民政系统|累计|各级|共计|每人|规定|标准|政策|以上")
LEAD = 24
HEADING = 34


@dataclass(frozen=True)
class Paragraph:
    """A line of the plain text, its heading over it and its first words if they are one too."""

    start: int
    end: int
    heading: str
    lead: str
    is_heading: bool


@dataclass(frozen=True)
class Passages:
    """A plain text in its parts."""

    text: str

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        found: list[Paragraph] = []
        heading = ""
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            is_heading = (
                bool(line)
                and len(line) <= HEADING
                and line[-1] not in "。;!?,:"
                and not re.search(r"\d", NUMBERED.sub("", line))
            )
            if is_heading:
                heading = NUMBERED.sub("", line)
            found.append(
                Paragraph(start, end, "" if is_heading else heading, lead_of(line), is_heading)
            )
            start = end + 1
        return found

    def paragraph(self, place: int) -> Paragraph:
        starts = self._paragraph_starts
        return self.paragraphs[bisect_right(starts, place) - 1]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def _ends(self) -> dict[int, list[int]]:
        """By the identity of a pattern, whose hash is made of all its code each time."""
        return {
            id(pattern): [0, *(match.end() for match in pattern.finditer(self.text))]
            for pattern in (SENTENCE_ENDS, FULL_ENDS, CLAUSE_ENDS, PART_ENDS)
        }

    def is_story(self, place: int) -> bool:
        """Whether a place lies in one person's story."""
        stories = self._stories
        at = bisect_right(stories, (place, len(self.text) + 1)) - 1
        return at >= 0 and place < stories[at][1]

    @cached_property
    def _stories(self) -> list[tuple[int, int]]:
        return list(self.stories())

    def stories(self) -> Iterator[tuple[int, int]]:
        """The stretches that tell one person's story: from the first such sentence to the last."""
        for paragraph in self.paragraphs:
            cue = STORY.search(self.text, paragraph.start, paragraph.end)
            if cue is None:
                continue
            begin = self.start_of(CLAUSE_ENDS, cue.start())
            for start, end in self.sentences(paragraph):
                is_told = STORY.search(self.text, start, end)
                if end > begin and (is_told or not OF_ALL.search(self.text, start, end)):
                    yield max(start, begin), end

    def sentences(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        start = paragraph.start
        for match in FULL_ENDS.finditer(self.text, paragraph.start, paragraph.end):
            yield start, match.end()
            start = match.end()
        if start < paragraph.end:
            yield start, paragraph.end

    def start_of(self, pattern: re.Pattern[str], place: int) -> int:
        """Where the sentence, clause or part begins in which a place lies."""
        ends = self._ends[id(pattern)]
        return ends[bisect_right(ends, place) - 1]

    def end_of(self, pattern: re.Pattern[str], place: int) -> int:
        """Where it ends, without what separates it from the next."""
        match = pattern.search(self.text, place)
        return match.start() if match else len(self.text)

    def is_quoted(self, mention: PrintedNumber) -> bool:
        """Whether a number stands in quotation marks, with few characters around it."""
        start = max(self.start_of(FULL_ENDS, mention.start), mention.start - 14)
        before = self.text[start : mention.start]
        after = self.text[mention.end : mention.end + 14]
        opened = max(before.rfind(mark) for mark in QUOTE_OPENS)
        closed = max(before.rfind(mark) for mark in QUOTE_CLOSES)
        if opened > closed:
            return any(mark in after for mark in QUOTE_CLOSES)
        whole = self.text[self.start_of(FULL_ENDS, mention.start) : mention.start]
        return before.count('"') % 2 == 1 and whole.count('"') % 2 == 1 and '"' in after


def lead_of(line: str) -> str:
    """The first sentence of a paragraph, if it is short and has no number: it says what follows."""
    match = FULL_ENDS.search(line)
    first = line[: match.start()] if match else ""
    first = NUMBERED.sub("", first)
    return first if len(first) <= LEAD and not re.search(r"\d", first) else ""
