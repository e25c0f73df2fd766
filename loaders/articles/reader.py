"""From the text of an article to a proposal for each number that it prints.

Deterministic: the same text, lists and day of publication give the same proposals. For every number
the reader decides whether it is a figure, what it is (value, unit), what is counted (subject), where
and when, and whether it compares two figures; each decision leaves its reason.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import Connection

from ..printed import FALLING, Figure, UnreadableFigure, parse
from ..resolve.labels import breakdown_of, members_of
from ..resolve.places import Places, read_places
from ..resolve.units import Units, measure, read_units
from . import cross_checks
from .dispositions import reason_of
from .in_order import InOrder
from .mentions import Mention, find_mentions
from .passages import CLAUSE_ENDS, FULL_ENDS, PART_ENDS, SENTENCE_ENDS, Passages
from .plain_text import PlainText, plain_text
from .proposal import Proposal, Span
from .subjects import Layer, Question, Subject, Subjects, read_subjects
from .text_areas import PlaceName, TextAreas, infer_area
from .time_expressions import Clock, TimeExpression, find_time_expressions

# A number after one of these is what became of the one before it.
BECAME = re.compile(
    r"(?:提高|增加|上升|提升|增长|上调|调整|扩大|发展|下降|降低|减少|降|升|增|涨|调|缩小|达)(?:到|至|为)(?:了)?(?:现在的?|目前的?|今年的?)?$|^至$|^到$"
)
FROM = re.compile(r"(?:^|[从由])[\u4e00-\u9fff0-9年月末底“”\"十的每人元/为是]*$")
RISING = (
    "涨幅",
    "增幅",
    "升幅",
    "增速",
    "调高",
    "增长",
    "增加",
    "上升",
    "提高",
    "提升",
    "增",
    "上涨",
    "高",
    "多",
    "上调",
    "扩大",
)
SINKING = ("跌幅", "降幅", "下跌", *FALLING, "回落", "下滑", "降", "少", "减", "低", "下调", "缩小")
CHANGED = re.compile(
    rf"(?P<verb>{'|'.join((*RISING, *SINKING))})(?:了|幅|幅度|率)?(?:为|达|达到|约|近|超过|超|逾)?$"
)
COMPARED = re.compile(
    r"(?:同比|环比|(?:比|较|与)[^,。;、]{1,14}?(?:相比)?)[,]?(?:净|共|各|分别|又|均|累计|实际|平均)*$"
)
FAR_CHANGE = re.compile(r"(?P<verb>上调|下调|上涨|下跌)[^,。;的率比]{1,14}$")
AMOUNT_OF_CHANGE = re.compile(r"^(?:共|累计|净)?(?P<verb>减少|增加)(?:了)?[\u4e00-\u9fff]{2,12}$")
COMPARED_BEFORE = re.compile(r"(?:比|较|与)[^,。;]{1,14}(?:相比)?[,]")
# A share or a multiple of something: 占总人口的, 达到人均消费支出的, 相当于…的.
SHARE = re.compile(
    r"占(?!比例?最)(?P<whole>[^,。;:()]{0,24}?)(?:的|比重的?|比例的?|比重|比例|总数的?)?(?:比重|比例)?(?:为|达|达到|约|近)?$|(?:达到|相当于|接近|是|约为)(?P<part>[^,。;:()]{2,24})的$"
)
LIST_GAP = re.compile(r"(?:、|和|及|与|以及|,)?(?:分别)?(?:为|达|达到)?")
NEXT_IN_LIST = re.compile(r"(?:、|和|及|与|以及)")
YEAR_BEFORE = re.compile(r"同比|同期|上年|去年|上一年|前一年")
PERIOD_BEFORE = re.compile(r"环比|上月|上个月|上季|上期")
PER = re.compile(
    r"(?:每人每月|每月每人|人均每月|月人均|人月均|每人每年|每年每人|年人均|人均每年|每人|人均|每户|户均|每月|每年|每生每年|每张|年均|月均|每学年|[年月](?:保障|指导|保障指导|补助|基本生活)?标准)[^,。;]{0,8}$"
)
PLANNED = re.compile(r"(?:力争|计划|目标|争取|将达|拟|预计|确保|规划|要达到|到20\d\d年)")
EFFECTIVE = re.compile(r"(?:从|自)[^,。;]{0,14}(?:起|开始)(?:执行|实施|施行)?")
WORDLESS = re.compile(
    r"其中|分别|共计|合计|累计|总计|共有|共|已|有|为|达到|达|约|近|和|及|与|、|,|;|:|了|到|的|是|由|从|至|提高|增加|增长|上升|下降|减少|提升|降低|同比|环比|比|较|上年|去年|今年|目前|截至|底|末|全市|全省|全县|全区|全国|全州|均|各|每人每月|每人每年|元|个|人|户|占|标准|平均"
)
ITEM_LIKE = {
    "个",
    "家",
    "所",
    "名",
    "位",
    "项",
    "件",
    "条",
    "座",
    "处",
    "支",
    "份",
    "批",
    "对",
    "类",
    "",
}
TELLING = 2.2


@dataclass
class Found:
    """What is known of a number while its neighbours are read."""

    mention: Mention
    own: str = ""
    near: str = ""
    after: str = ""
    before: str = ""
    inherits: "Found | None" = None
    in_list: tuple[int, int] | None = None
    group: list["Found"] = field(default_factory=list)
    subject: Subject | None = None
    proposal: Proposal | None = None
    became_of: "Found | None" = None
    becomes: bool = False
    inherited: "Found | None" = None
    borrows: bool = False

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.end


@dataclass(frozen=True)
class Reader:
    """The lists by which texts are read."""

    subjects: Subjects
    places: Places
    units: Units

    @cached_property
    def unit_words(self) -> frozenset[str]:
        """The printed forms of units, without those of rates, which are read by themselves."""
        forms = {form for form, _dimension in self.units.forms}
        return frozenset(form for form in forms if "元/" not in form)

    @cached_property
    def dimensions_by_form(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for form, dimension in self.units.forms:
            found.setdefault(form, set()).add(dimension)
        return found

    def read(
        self, text: str, area: str | None = None, published: date | None = None
    ) -> list[Proposal]:
        """A proposal for each number of a text, in order."""
        return Reading(self, text, plain_text(text), area, published).proposals()


def read_lists(connection: Connection) -> Reader:
    """The reader with the lists of a database."""
    return Reader(read_subjects(connection), read_places(connection), read_units(connection))


class Reading:
    """One text being read."""

    def __init__(
        self,
        reader: Reader,
        original: str,
        plain: PlainText,
        area: str | None,
        published: date | None,
    ) -> None:
        self.reader, self.original, self.plain = reader, original, plain
        self.text = plain.characters
        self.passages = Passages(self.text)
        self.area = area or infer_area(reader.places, self.text)
        self.areas = TextAreas(reader.places, self.area)
        self.published = published
        self.times = InOrder(self.find_times())
        self.places = InOrder(self.areas.find(self.text, 0, len(self.text)))
        self.mentions = InOrder(find_mentions(plain, reader.unit_words))
        self.found = [Found(mention) for mention in self.mentions.items]
        # Those of the numbers that may be figures.
        self.figures: InOrder[Found] = InOrder([])
        self.told: dict[str, float] = {}
        self.default = self.default_time()

    # -- time ---------------------------------------------------------------------------------

    def find_times(self) -> list[TimeExpression]:
        """All expressions of time; the year named last goes on through the text."""
        clock = Clock(self.published)
        return list(find_time_expressions(self.text, 0, len(self.text), clock))

    def default_time(self) -> TimeExpression | None:
        """What the text as a whole is about: a closed time that it names first, 2022年 or 五年来."""
        latest = Clock(self.published).latest
        for one in self.times.items:
            if one.is_base or one.is_future or not self.begins_text(one):
                continue
            if one.kind == "duration" and latest:
                return one
            if (
                one.kind == "day"
                and self.published
                and one.last <= self.published
                and self.is_topic(one)
            ):
                return one
            is_closed = one.kind in ("year", "span", "name", "quarter", "month", "day") and (
                latest is None or one.last <= latest
            )
            is_old = latest is not None and latest.year - one.last.year > 1
            if is_closed and not is_old and (self.is_topic(one) or one.start < 60):
                return one
        return None

    @cached_property
    def effective_day(self) -> date | None:
        """The one day from which the text says that something holds: 从2019年10月1日起."""
        days = {
            one.first
            for one in self.times.items
            if one.kind == "since" and one.printed.endswith("起") and "月" in one.printed
        }
        return days.pop() if len(days) == 1 else None

    @cached_property
    def usual_since(self) -> TimeExpression | None:
        """The time since which a text without a time of its own mostly counts."""
        since = [
            one
            for one in self.times.items
            if one.kind in ("since", "duration", "span") and not one.is_base
        ]
        starts = Counter(one.first for one in since)
        return max(since, key=lambda one: (starts[one.first], -one.start), default=None)

    def begins_text(self, one: TimeExpression) -> bool:
        return one.start < max(300, len(self.text) // 8)

    def time_for(self, mention: Mention, kind: str) -> tuple[Span | None, str, float]:
        """First and last day of a figure, a note how they were found, and how sure that is."""
        sentence = self.passages.start_of(FULL_ENDS, mention.start)
        clause = self.passages.start_of(SENTENCE_ENDS, mention.start)
        paragraph = self.passages.paragraph(mention.start)
        before = [
            one
            for one in self.times.between(paragraph.start, mention.start)
            if not one.is_base and one.kind != "name"
        ]
        own = [one for one in before if one.start >= sentence]
        if any(one.is_future for one in own) and not self.is_planned(mention):
            own = [one for one in own if not one.is_future]
        if own:
            chosen = own[-1]
            if chosen.kind == "duration" and self.default and self.default.kind in ("span", "name"):
                chosen = self.default
            if (
                chosen.kind == "year"
                and len(own) > 1
                and own[-2].kind == "since"
                and own[-2].start >= clause
            ):
                chosen = own[-2]
            if kind == "flow" and chosen.kind == "day" and len(own) > 1 and own[-2].start >= clause:
                begun = own[-2]
                if (
                    begun.first < chosen.last
                    and self.text[begun.start - 1 : begun.start + 1].startswith(("自", "从"))
                ) or begun.printed.startswith(("自", "从")):
                    return (
                        Span(begun.first, chosen.last, "during"),
                        f"{begun.printed} to {chosen.printed} is printed",
                        0.9,
                    )
            if self.is_planned(mention):
                return (
                    Span(chosen.first, chosen.last, "target"),
                    f"{chosen.printed} is printed, as a plan",
                    0.8,
                )
            is_loose = (kind == "stock" and chosen.kind == "year") or (
                kind == "flow" and chosen.kind == "now"
            )
            sure = 0.8 if is_loose else 1.0
            return self.span(chosen, kind), f"{chosen.printed} is printed", sure
        if kind == "standard" and self.effective_day:
            day = self.effective_day
            return (
                Span(day, day, "effective"),
                "the day from which the text says that it holds",
                0.7,
            )
        topics = [
            one
            for one in before
            if one.is_topic and not one.is_future and self.is_topic(one) and self.has_figure(one)
        ]
        if topics and not (kind == "flow" and topics[-1].kind == "day" and self.default):
            return (
                self.span(topics[-1], kind),
                f"{topics[-1].printed} stands before, in the same paragraph",
                0.85,
            )
        if self.default is not None:
            return (
                self.span(self.default, kind),
                f"{self.default.printed} is what the text is about",
                0.8 if kind == "flow" else 0.9,
            )
        latest = Clock(self.published).latest
        if latest is None:
            near = self.times.between(max(0, mention.start - FAR), mention.start)
            named = [one for one in near if not one.is_base and not one.is_future]
            if named:
                return self.span(named[-1], kind), f"{named[-1].printed} stands before", 0.4
            return None, "no time is printed, and no day of publication is known", 0.0
        if kind == "flow":
            usual = self.usual_since
            if usual is not None:
                return (
                    self.span(usual, kind),
                    f"no time is printed; {usual.printed} assumed, as elsewhere in the text",
                    0.5,
                )
            return (
                Span(date(latest.year, 1, 1), latest, "during"),
                "no time is printed; this year assumed",
                0.3,
            )
        return (
            Span(latest, latest, "point"),
            "no time is printed; the month before publication",
            0.6,
        )

    def has_figure(self, one: TimeExpression) -> bool:
        """Whether the sentence of an expression has a figure, so that it says when for the next."""
        end = self.passages.end_of(FULL_ENDS, one.end)
        return bool(self.figures.between(one.end, end))

    def is_topic(self, one: TimeExpression) -> bool:
        """Whether an expression stands at the start of its sentence: 2022年, 截至2022年底."""
        start = self.passages.start_of(FULL_ENDS, one.start)
        return TOPIC.fullmatch(self.text[start : one.start]) is not None

    def span(self, one: TimeExpression, kind: str) -> Span:
        """The days of a figure of some kind: flow, stock or standard, for which a time is printed."""
        latest = self.latest_for(one)
        if kind == "standard" and one.kind == "since" and one.printed.endswith("起"):
            return Span(one.first, one.first, "effective")
        if kind == "flow":
            if one.kind in ("day", "now"):
                whole = self.default or self.usual_since
                reaches = (
                    whole is not None
                    and whole.kind in ("span", "duration", "since", "name")
                    and whole.first <= one.last <= whole.last
                )
                first = whole.first if whole is not None and reaches else date(one.last.year, 1, 1)
                return Span(first, one.last, "during")
            last = min(one.last, latest) if latest and one.first <= latest else one.last
            return Span(one.first, last, "during")
        last = (
            min(one.last, latest)
            if latest and one.kind in ("year", "span", "duration", "since") and one.first <= latest
            else one.last
        )
        return Span(last, last, "point")

    def latest_for(self, one: TimeExpression) -> date | None:
        """The last day that an open time may reach: that of publication, or of what the text reviews."""
        latest = Clock(self.published).latest
        default = getattr(self, "default", None)
        if (
            one.kind == "since"
            and default is not None
            and default.kind in ("year", "span", "name", "quarter")
            and default.last > one.first
        ):
            return default.last if latest is None else min(latest, default.last)
        return latest

    # -- all numbers --------------------------------------------------------------------------

    def proposals(self) -> list[Proposal]:
        found = self.found
        figures: list[Found] = []
        result: list[Proposal] = []
        for one in found:
            proposal = self.blank(one.mention)
            one.proposal = proposal
            result.append(proposal)
            is_story = self.passages.is_story(one.mention.start)
            reason = reason_of(
                one.mention, self.text, is_story, self.passages.is_quoted(one.mention)
            )
            if reason is None:
                figures.append(one)
            else:
                proposal.disposition, proposal.reason, proposal.confidence = "neither", reason, 0.95
        self.figures = InOrder(figures)
        self.connect(figures)
        for place, one in enumerate(figures):
            self.read_figure(one, figures[place - 1] if place else None)
        cross_checks.check(result)
        return result

    def blank(self, mention: Mention) -> Proposal:
        start, end = self.plain.original(mention.start, mention.end)
        return Proposal(start, end, self.original[start:end])

    def connect(self, figures: Sequence[Found]) -> None:
        """The words of each figure, the lists that figures stand in, and what goes on from which."""
        previous: Found | None = None
        for place, one in enumerate(figures):
            mention = one.mention
            following = (
                figures[place + 1].mention.start if place + 1 < len(figures) else len(self.text)
            )
            sentence = self.passages.start_of(FULL_ENDS, mention.start)
            part = self.passages.start_of(PART_ENDS, mention.start)
            floor = (
                previous.mention.end if previous and previous.mention.end > sentence else sentence
            )
            one.before = self.text[max(part, floor) : mention.start]
            end = min(self.passages.end_of(PART_ENDS, mention.end), following)
            one.after = self.text[mention.end : end]
            gap = (
                self.text[previous.mention.end : mention.start]
                if previous and previous.mention.end > sentence
                else None
            )
            if (
                previous is not None
                and gap is not None
                and NEXT_IN_LIST.fullmatch(gap)
                and alike(previous.mention, mention)
                and not previous.after.strip("和及与")
            ):
                one.group = previous.group or [previous]
                one.group.append(one)
                previous.group = one.group
            elif previous is not None and gap is not None:
                if BECAME.search(one.before) and alike(previous.mention, mention):
                    one.becomes = True
                    group = previous.group or [previous]
                    one.became_of = group[0]
            one.own = self.own_words(one, floor)
            previous = one
        for one in figures:
            group = one.group
            if group and group[0] is one:
                self.divide(group)
            base = one.became_of
            if base is not None:
                earlier = base.group or [base]
                later = one.group or [one]
                if len(earlier) == len(later):
                    for old, new in zip(earlier, later, strict=True):
                        new.own, new.near, new.inherits = old.own, old.near, old
                        new.became_of, new.becomes = old, True

    def own_words(self, one: Found, floor: int) -> str:
        """The words that belong to a number: those before it, and the noun that it counts."""
        before = one.before
        start = self.passages.start_of(PART_ENDS, one.mention.start)
        # The parts before it that have no number of their own belong to it too.
        while self.tells(before) < TELLING and start > floor:
            start = max(self.passages.start_of(PART_ENDS, start - 1), floor)
            before = self.text[start : one.mention.start]
            if self.tells(before) >= TELLING:
                break
        counts = measure_word(one.mention) in ITEM_LIKE
        after = one.after if counts or self.tells(before) < TELLING else ""
        one.near = before + "," + after
        return f"{before},{after}"

    def tells(self, text: str) -> float:
        """How much words say of what is counted, members and fillers left out."""
        known = self.told.get(text)
        if known is None:
            rest = self.reader.subjects.restricting_words.without(text)
            known = self.told[text] = self.reader.subjects.tells(WORDLESS.sub(",", rest))
        return known

    def divide(self, group: list[Found]) -> None:
        """Give each number of a list its part of the words before the list."""
        first = group[0]
        words = first.own
        count = len(group)
        for dimension, members in members_listed(self.reader.subjects, words).items():
            if len(members) == count:
                if dimension == "residence" and count == 2 and is_rising(group):
                    # 城乡 names both, and the standard of towns is never the lower one.
                    members = members[::-1]
                for one, (word, _code) in zip(group, members, strict=True):
                    one.near = word
                    one.own = words
                    one.in_list = (group.index(one), count)
                del dimension
                return
        sentence = self.passages.start_of(FULL_ENDS, first.mention.start)
        stretch = self.text[sentence : first.mention.start]
        pieces = re.split(r"[、和与及]", re.sub(r"分别.*$", "", stretch.rsplit("。", 1)[-1]))
        if len(pieces) >= count and count > 1 and "分别" in stretch:
            for one, piece in zip(group, pieces[-count:], strict=True):
                if self.tells(piece) >= TELLING:
                    one.own = one.near = piece
                    one.in_list = (group.index(one), count)

    # -- one number ---------------------------------------------------------------------------

    def read_figure(self, one: Found, previous: Found | None) -> None:
        proposal, mention = one.proposal, one.mention
        assert proposal is not None
        try:
            proposal.figure = parse(
                mention.characters.replace(mention.rate, "") if mention.rate else mention.characters
            )
        except UnreadableFigure as error:
            proposal.reasons.append(str(error))
            return
        sentence = self.passages.start_of(FULL_ENDS, mention.start)
        same_sentence = previous is not None and previous.mention.start >= sentence
        earlier = previous if same_sentence else None
        if earlier is None and previous is not None and self.tells(one.own) < TELLING:
            # A sentence that names nothing counted goes on with what was counted before.
            if previous.mention.end >= self.passages.paragraph(mention.start).start - 200:
                earlier = previous
        changed = self.change_of(one, earlier)
        share = (
            SHARE.search(
                self.text[self.passages.start_of(CLAUSE_ENDS, mention.start) : mention.start]
            )
            if measure_word(mention) in ("%", "‰", "倍")
            else None
        )
        if changed:
            self.read_change(one, earlier, changed)
            return
        if share:
            self.read_share(one, earlier, share)
            if proposal.disposition == "comparison":
                return
        self.read_observation(one, earlier)

    def read_observation(self, one: Found, earlier: Found | None) -> None:
        proposal, mention = one.proposal, one.mention
        assert proposal is not None
        if earlier is not None and not mention.unit and self.tells(one.own) < TELLING:
            one.inherited = earlier
        dimensions, per = self.dimensions(one)
        subject = self.find_subject(one, earlier, dimensions)
        one.subject = subject
        proposal.disposition = "observation"
        proposal.area, area_sure = self.area_for(mention)
        self.name(proposal, one, subject)
        known = subject if subject is not None and subject.score >= ACCEPTED else None
        dimension = known.phrase.dimension if known else usual_dimension(dimensions)
        proposal.unit = self.unit_code(
            mention, dimension, known.phrase.own_unit if known else "", per
        )
        kind = self.kind_of(one, subject)
        proposal.period, proposal.period_note, time_sure = self.period_for(one, kind)
        if proposal.period and self.is_planned(mention):
            proposal.period.basis = "target"
        sure = self.sureness(subject)
        proposal.doubts += list(subject.doubts) if subject else []
        self.inherit_members(one, earlier)
        if one.borrows:
            # What is counted stands elsewhere in the sentence, or before it.
            sure *= 0.93
        if overlooked := self.overlooked(one):
            sure *= 0.9
            proposal.doubts.append(f"{overlooked} is said too, and may be meant")
        proposal.confidence = round(sure * (0.5 + 0.5 * time_sure) * area_sure, 3)

    def overlooked(self, one: Found) -> str:
        """A member that the sentence or the headings over it name, and the breakdown has not."""
        proposal = one.proposal
        if proposal is None or not proposal.indicator:
            return ""
        paragraph = self.passages.paragraph(one.mention.start)
        sentence = self.passages.start_of(FULL_ENDS, one.mention.start)
        subjects = self.reader.subjects
        told = subjects.told_by.get(proposal.indicator, {})
        has = members_of(proposal.breakdown or "total")
        around = (self.text[sentence : one.mention.start], paragraph.lead, paragraph.heading)
        for text in around:
            for dimension, member, word in subjects.named_members(text):
                if dimension not in has and member in told.get(dimension, ()):
                    return word
        return ""

    def inherit_members(self, one: Found, earlier: Found | None) -> None:
        """城市低保对象…人,平均保障标准…元: the standard is of the same part as the persons."""
        proposal = one.proposal
        other = earlier.proposal if earlier else None
        if proposal is None or other is None or earlier is None or earlier.subject is None:
            return
        if not proposal.indicator or not other.breakdown or one.subject is None:
            return
        subjects = self.reader.subjects
        if one.subject.phrase.program != earlier.subject.phrase.program or "、" in one.before:
            return
        sentence = self.passages.start_of(FULL_ENDS, one.mention.start)
        told = subjects.told_by.get(proposal.indicator, {})
        own = members_of(proposal.breakdown or "total")
        before = self.text[sentence : one.mention.start]
        for dimension, member in members_of(other.breakdown).items():
            named = {
                code for name, code, _word in subjects.named_members(before) if name == dimension
            }
            if dimension not in own and member in told.get(dimension, ()) and len(named) < 2:
                own[dimension] = member
        proposal.breakdown = breakdown_of(own)

    def name(self, proposal: Proposal, one: Found, subject: Subject | None) -> None:
        proposal.indicator_text = WORDLESS.sub("", one.own).strip(" ,") or one.own.strip(" ,")
        if subject is None:
            proposal.breakdown = "total"
            return
        proposal.program = subject.phrase.program
        if subject.score >= ACCEPTED:
            proposal.indicator = subject.phrase.indicator
            proposal.breakdown = subject.breakdown
            proposal.reasons.append(f"{subject.phrase.words} is said ({subject.score:.2f})")
        else:
            proposal.breakdown = subject.breakdown
            proposal.reasons.append(f"may be {subject.phrase.indicator} ({subject.score:.2f})")

    def sureness(self, subject: Subject | None) -> float:
        if subject is None or subject.score < ACCEPTED:
            return 0.3
        sure = min(1.0, 0.62 + 0.5 * (subject.score - ACCEPTED) + 0.8 * min(subject.margin, 0.3))
        return sure * (0.8 if subject.doubts else 1.0)

    def find_subject(
        self, one: Found, earlier: Found | None, dimensions: dict[str, float]
    ) -> Subject | None:
        text, mention = self.text, one.mention
        sentence = self.passages.start_of(FULL_ENDS, mention.start)
        clause = self.passages.start_of(CLAUSE_ENDS, mention.start)
        paragraph = self.passages.paragraph(mention.start)
        own, near = one.own, one.near
        layers = [Layer(own, 1.0)]
        source = one.inherits or earlier
        tells = self.tells(own)
        one.borrows = tells < TELLING and not one.becomes
        if tells < TELLING and source is not None:
            layers.append(Layer(source.own, 0.95))
            if not one.in_list:
                near = f"{source.near},{near}" if not self.has_member(near) else near
            one.own = f"{source.own},{own}" if tells else source.own
            own = source.own
            one.near = near
        elif source is not None:
            layers.append(Layer(source.own, 0.5))
        of_which = text.rfind("其中", sentence, mention.start)
        if of_which > sentence:
            wholes = self.figures.between(sentence, of_which)
            if wholes and wholes[-1] is not one:
                layers.append(Layer(wholes[-1].own, 0.8))
        rest = text[mention.end : self.passages.end_of(CLAUSE_ENDS, mention.end)]
        layers.append(Layer(one.after, 0.7))
        layers.append(Layer(rest, 0.45))
        layers.append(Layer(text[clause : mention.start], 0.6))
        layers.append(Layer(text[sentence : mention.start], 0.45))
        layers.append(Layer(paragraph.lead, 0.4))
        layers.append(Layer(paragraph.heading, 0.35))
        value = (
            float(one.proposal.figure.value)
            if one.proposal and one.proposal.figure and one.proposal.disposition != "comparison"
            else None
        )
        before = text[sentence : mention.start]
        asked = Question(tuple(layers), dimensions, own, near, value, before)
        subject = self.reader.subjects.find(asked)
        if subject is not None and not subject.phrase.members and subject.breakdown == "total":
            over = f"{paragraph.heading},{paragraph.lead}"
            if self.has_member(over) and tells < 12 and self.told_members(subject, over):
                again = self.reader.subjects.find(replace(asked, near=over))
                return again or subject
        return subject

    def told_members(self, subject: Subject, text: str) -> bool:
        """Whether a heading names members by which figures of the indicator are known."""
        told = self.reader.subjects.told_by.get(subject.phrase.indicator, {})
        return any(
            member in told.get(dimension, ())
            for dimension, member, _word in self.reader.subjects.named_members(text)
        )

    def has_member(self, text: str) -> bool:
        return any(True for _ in self.reader.subjects.named_members(text))

    def dimensions(self, one: Found) -> tuple[dict[str, float], str]:
        """What the unit of a number may measure, and for whom and how long it is said."""
        mention = one.mention
        unit = measure_word(mention)
        context = self.text[self.passages.start_of(CLAUSE_ENDS, mention.start) : mention.start]
        per = PER.search(context)
        said = mention.rate or (per[0] if per else "")
        if one.inherits is not None and not said:
            said = one.inherits.mention.rate or ""
        if unit == "元":
            rates = {
                "money/person/time": 1.0,
                "money/person": 0.95,
                "money/household": 0.9,
                "money/person-time": 0.9,
                "money/time": 0.85,
                "money/household-time": 0.85,
            }
            if mention.scale in ("万", "亿", "千万", "百万", "万亿"):
                return {"money": 1.0} | (
                    {"money/person/time": 0.9, "money/person": 0.9} if said else {}
                ), said
            if said:
                return {**rates, "money": 0.8}, said
            return {**{one: 0.97 * fit for one, fit in rates.items()}, "money": 0.98}, said
        if unit in ("%", "‰"):
            return {"ratio": 1.0, "index": 0.6}, said
        if not unit and one.inherited is not None:
            return self.dimensions(one.inherited)[0], said
        if not unit and (counted := re.search(r"(人|户)数[为达共约是:]*$", context)):
            return {"person" if counted[1] == "人" else "household": 1.0}, said
        if not unit:
            if mention.scale:
                return {"person": 1.0, "household": 0.8, "item": 0.8, "person-time": 0.7}, said
            return {"index": 0.6, "item": 0.6, "person": 0.6}, said
        found = self.reader.dimensions_by_form.get(measure(unit), set())
        plain = {one for one in found if "/" not in one}
        fits = dict.fromkeys(plain, 1.0)
        if len(fits) > 1 and "item" in fits and unit not in ("个", "家", "所", "项", "条"):
            # 户 and 张 count things too, but households and beds first.
            fits["item"] = 0.85
        if RATED.search(context):
            fits = dict.fromkeys(fits, 0.7) | {
                one: 1.0 for one in found - plain if not one.startswith("money")
            }
        elif said or AVERAGE.search(context):
            fits |= {one: 0.9 for one in found - plain if not one.startswith("money")}
        if unit == "个" and "person" in fits:
            fits["person"] = 0.75
        if unit in ("名", "位", "员", "人"):
            fits = {"person": 1.0} | {one: 0.7 for one in fits if one != "person"}
        return fits, said

    def unit_code(self, mention: Mention, dimension: str, own: str, per: str) -> str | None:
        """The code of the unit in which a figure is printed."""
        unit = measure_word(mention)
        if unit == "元":
            if dimension == "money/person/time":
                if "月" in per or "月" in mention.rate:
                    return "CNY/person/month"
                if "年" in per or "年" in mention.rate:
                    return "CNY/person/year"
                value = float(mention.number.replace(",", "")) if not mention.is_written_out else 0
                return "CNY/person/month" if value < 3000 else "CNY/person/year"
            return {
                "money": "CNY",
                "money/person": "CNY/person",
                "money/household": "CNY/household",
                "money/person-time": "CNY/person-time",
            }.get(dimension, "CNY")
        if not unit:
            return own or ("person" if mention.scale else None)
        codes = self.reader.units.forms.get((measure(unit), dimension), set())
        if own in codes:
            return own
        return next(iter(sorted(codes)), None)

    def kind_of(self, one: Found, subject: Subject | None) -> str:
        """Whether a figure stands at a day or is counted over a time."""
        if subject is not None and subject.score >= ACCEPTED:
            if subject.phrase.kind == "standard":
                return "standard"
            if subject.phrase.kind == "ratio":
                return "flow" if FLOW_RATES.search(subject.phrase.words) else "stock"
            if subject.phrase.basis:
                return "flow" if subject.phrase.basis == "during" else "stock"
            return "flow" if subject.phrase.kind == "flow" else "stock"
        unit = measure_word(one.mention)
        if unit == "元" and self.dimensions(one)[1]:
            return "standard"
        if unit in ("人次", "户次", "元", "次", "场次", "场") or HAPPENED.search(one.own):
            return "flow"
        return "stock"

    def period_for(self, one: Found, kind: str) -> tuple[Span | None, str, float]:
        later = one.became_of is None and any(True for _ in ())
        span, note, sure = self.time_for(one.mention, kind)
        if one.becomes and one.became_of is not None and one.became_of.proposal is not None:
            self.put_base(one, span)
        del later
        return span, note, sure

    def put_base(self, one: Found, span: Span | None) -> None:
        """从A提高到B: A is what was at the start, a year before B if no other time is printed."""
        base = one.became_of
        assert base is not None and base.proposal is not None
        before = base.proposal
        sentence = self.passages.start_of(FULL_ENDS, base.mention.start)
        own = self.times.between(sentence, base.mention.start)
        if own and own[-1].kind in ("year", "day", "month"):
            day = own[-1].last
            before.period = (
                Span(day, day, "point")
                if before.period is None or before.period.basis == "point"
                else Span(own[-1].first, day, "during")
            )
            later = self.times.between(base.mention.end, one.mention.start)
            if later:
                pass
            elif span is not None and one.proposal is not None:
                current = (
                    self.span(self.default, "stock" if span.basis == "point" else "flow")
                    if self.default
                    else span
                )
                if current.end > day:
                    span.start, span.end, span.basis = current.start, current.end, current.basis
        elif own and own[-1].kind == "since":
            day = date(own[-1].first.year, 12, 31)
            before.period = Span(day, day, "point")
        elif span is not None and span.basis == "effective":
            day = span.start - timedelta(days=1)
            before.period = Span(day, day, "point")
            before.period_note = "the value before the change; the day before it assumed"
        elif span is not None:
            before.period = year_earlier(span)
            before.period_note = "the value before the change; the end of the year before assumed"

    def is_planned(self, mention: Mention) -> bool:
        clause = self.text[self.passages.start_of(SENTENCE_ENDS, mention.start) : mention.start]
        return bool(PLANNED.search(clause)) and any(
            t.is_future or t.printed in ("全年", "今年")
            for t in self.times.between(
                self.passages.start_of(FULL_ENDS, mention.start), mention.start
            )
        )

    def area_for(self, mention: Mention) -> tuple[str | None, float]:
        """The unit that a figure is about: one named for it, or the one of the text."""
        sentence = self.passages.start_of(FULL_ENDS, mention.start)
        part = self.passages.start_of(PART_ENDS, mention.start)
        clause = self.passages.start_of(CLAUSE_ENDS, mention.start)
        earlier = self.mentions.between(sentence, mention.start)
        since = earlier[-1].end if earlier else sentence
        own = [
            one
            for one in self.places.between(min(part, since), mention.start)
            if self.is_part(one) and "等" not in self.text[one.end : mention.start]
        ]
        if own:
            return own[-1].code, 0.95
        topics = [
            one
            for one in self.places.between(sentence, mention.start)
            if self.is_part(one) and self.heads(one)
        ]
        if topics:
            return topics[-1].code, 0.9
        whole = self.areas.whole(self.text[clause : mention.start])
        if whole and whole != self.area and self.text[clause : clause + 4].find("全") >= 0:
            return whole, 0.8
        return self.area, 1.0 if self.area else 0.0

    def is_part(self, one: PlaceName) -> bool:
        """Whether a name is of a place within the area that the text is about."""
        return (
            self.area is not None
            and one.code != self.area
            and one.code.startswith(stem_of(self.area))
        )

    def heads(self, one: PlaceName) -> bool:
        """Whether a name begins its clause, as who or what the clause is about."""
        clause = self.passages.start_of(CLAUSE_ENDS, one.start)
        return one.start - clause <= 3

    # -- comparisons --------------------------------------------------------------------------

    def change_of(self, one: Found, earlier: Found | None) -> str | None:
        """The verb of a number that says by how much something changed."""
        before = one.before
        unit = measure_word(one.mention)
        match = CHANGED.search(before)
        if match:
            is_rate = unit in ("%", "‰", "个百分点", "个千分点", "倍")
            if (
                is_rate
                or COMPARED.search(before[: match.start()])
                or COMPARED.search(
                    self.text[
                        self.passages.start_of(CLAUSE_ENDS, one.mention.start) : one.mention.start
                        - len(before)
                        + match.start()
                    ]
                )
            ):
                return match["verb"]
        clause = self.text[
            self.passages.start_of(CLAUSE_ENDS, one.mention.start) : one.mention.start
        ]
        if unit in ("%", "‰") and (far := FAR_CHANGE.search(clause)):
            return far["verb"]
        sentence = self.text[
            self.passages.start_of(SENTENCE_ENDS, one.mention.start) : one.mention.start
        ]
        if (
            unit not in ("%", "‰")
            and (amount := AMOUNT_OF_CHANGE.search(clause))
            and COMPARED_BEFORE.search(sentence)
        ):
            return amount["verb"]
        if earlier is not None and one.group and one.group[0] is not one:
            lead = one.group[0]
            if (
                lead.proposal is not None
                and lead.proposal.disposition == "comparison"
                and lead.proposal.kind in ("growth", "difference")
            ):
                return (
                    "增长"
                    if not (lead.proposal.figure and lead.proposal.figure.value < 0)
                    else "下降"
                )
        return None

    def read_change(self, one: Found, earlier: Found | None, verb: str) -> None:
        proposal, mention = one.proposal, one.mention
        assert proposal is not None and proposal.figure is not None
        unit = measure_word(mention)
        proposal.disposition = "comparison"
        proposal.kind = "growth" if unit in ("%", "‰", "倍") else "difference"
        if any(verb.startswith(word) or word == verb for word in SINKING):
            proposal.figure = negative(proposal.figure)
            proposal.carried = "下降"
        subject_of = self.subject_of_change(one, earlier)
        proposal.area, area_sure = self.area_for(mention)
        if isinstance(subject_of, Found) and subject_of.proposal is not None:
            other = subject_of.proposal
            proposal.indicator, proposal.breakdown = other.indicator, other.breakdown
            proposal.indicator_text, proposal.program = other.indicator_text, other.program
            proposal.area = other.area
            proposal.period = (
                Span(other.period.start, other.period.end, other.period.basis)
                if other.period
                else None
            )
            proposal.period_note = other.period_note
            sure = max(0.3, other.confidence)
            dimension = ""
            one.subject = subject_of.subject
        else:
            subject = subject_of if isinstance(subject_of, Subject) else None
            one.subject = subject
            self.name(proposal, one, subject)
            proposal.period, proposal.period_note, time_sure = self.time_for(
                mention, self.kind_of(one, subject)
            )
            sure = self.sureness(subject) * (0.5 + 0.5 * time_sure)
            dimension = subject.phrase.dimension if subject else ""
        if unit == "个百分点":
            proposal.unit = "percentage-point"
        elif unit == "个千分点":
            proposal.unit = "per-thousand"
        elif unit == "倍":
            proposal.unit = "multiple"
        elif proposal.kind == "growth":
            proposal.unit = "per-thousand" if unit == "‰" else "percent"
        else:
            own = one.subject.phrase if one.subject else None
            proposal.unit = self.unit_code(
                mention, own.dimension if own else dimension, own.own_unit if own else "", ""
            )
        proposal.base_indicator, proposal.base_breakdown = proposal.indicator, proposal.breakdown
        proposal.base_area = proposal.area
        proposal.base_period = self.base_period(one, proposal.period)
        proposal.confidence = round(sure * area_sure * 0.95, 3)

    def subject_of_change(self, one: Found, earlier: Found | None) -> "Found | Subject | None":
        """The figure before it that changed, or what the words before it say."""
        words = CHANGED.sub("", one.own.strip(","))
        words = re.sub(r"(?:同比|环比|(?:比|较)[^,。;]{1,12})+$", "", words)
        if self.tells(words) < TELLING and earlier is not None:
            index = one.group.index(one) if one.group else 0
            group = earlier.group if one.group and one.group[0] is one else []
            if one.group and one.group[0] is not one:
                lead = one.group[0]
                found = getattr(lead, "changed", None)
                if found:
                    return found[min(index, len(found) - 1)]
            candidates = group or [earlier]
            if one.group and len(candidates) == len(one.group):
                one.group[0].changed = candidates  # type: ignore[attr-defined]
                return candidates[0]
            target = earlier
            while (
                target.proposal is not None
                and target.proposal.disposition == "comparison"
                and target.inherits
            ):
                target = target.inherits
            one.inherits = target
            return target
        every = dict.fromkeys({p.dimension for p in self.reader.subjects.phrases}, 1.0)
        return self.find_subject(one, earlier, every)

    def base_period(self, one: Found, period: Span | None) -> Span | None:
        """What a change is counted from."""
        if period is None:
            return None
        clause = self.passages.start_of(SENTENCE_ENDS, one.mention.start)
        words = self.text[clause : one.mention.start]
        bases = [t for t in self.times.between(clause, one.mention.start) if t.is_base]
        if bases and not bases[-1].printed.startswith(("上年", "去年")):
            base = bases[-1]
            if period.basis in ("point", "effective"):
                return Span(base.last, base.last, "point")
            if base.kind == "year" and (period.end.month, period.start.month) != (12, 1):
                return Span(
                    with_year(period.start, base.first.year),
                    with_year(period.end, base.first.year),
                    "during",
                )
            return Span(base.first, base.last, period.basis)
        tail = words[-16:]
        if PERIOD_BEFORE.search(tail) and not YEAR_BEFORE.search(tail):
            return period_earlier(period)
        if re.search(r"(?:比|较)(?:上年|去年)(?:年)?[末底]", tail):
            day = date(period.end.year - 1, 12, 31)
            return Span(day, day, "point") if period.basis == "point" else year_earlier(period)
        return year_earlier(period)

    def read_share(self, one: Found, earlier: Found | None, share: re.Match[str]) -> None:
        """占总人口的14.2%: a share, unless the indicator is that share."""
        proposal, mention = one.proposal, one.mention
        assert proposal is not None
        of = share["whole"] or share["part"] or ""
        subject = self.find_subject(one, earlier, {"ratio": 1.0})
        if subject is not None and subject.score >= 0.8 and share["whole"]:
            return
        if earlier is None:
            return
        every = dict.fromkeys(
            {
                p.dimension
                for p in self.reader.subjects.phrases
                if p.dimension not in ("ratio", "index")
            },
            1.0,
        )
        whole = self.reader.subjects.find(
            Question((Layer(of, 1.0), Layer(one.before, 0.3)), every, of, of)
        )
        other = earlier.proposal
        assert other is not None
        is_multiple = measure_word(mention) == "倍"
        proposal.disposition = "comparison"
        proposal.kind, proposal.unit = (
            ("multiple", "multiple") if is_multiple else ("share", "percent")
        )
        proposal.indicator, proposal.breakdown, proposal.area = (
            other.indicator,
            other.breakdown,
            other.area,
        )
        proposal.indicator_text, proposal.program = other.indicator_text, other.program
        proposal.period, proposal.period_note = other.period, other.period_note
        proposal.base_area, proposal.base_period = proposal.area, proposal.period
        same = not of or (whole is not None and other.indicator == whole.phrase.indicator)
        if same:
            proposal.base_indicator = other.indicator
        else:
            proposal.base_indicator = (
                whole.phrase.indicator if whole and whole.score >= ACCEPTED else None
            )
        proposal.base_breakdown = "total" if same or whole is None else whole.breakdown
        proposal.confidence = round(0.8 * other.confidence, 3) if proposal.base_indicator else 0.3


ACCEPTED = 0.62
# How far back a time is still that of a figure, in characters.
FAR = 3_000
# What stands before a time that says when for all that follows.
TOPIC = re.compile(
    r"[(“\"]?(?:截[至止]到?|到|在|自|从|回望|回顾|据统计|数据显示|统计显示|据[\u4e00-\u9fff]{2,8}|[一二三四五六七八九]是|全省|全市|全国|今年|为此)?[,:]?"
)
HAPPENED = re.compile(
    r"新增|退出|调出|调入|减员|查处|处罚|取缔|发放|开展|培训|救助|办理|处理|支出|投入|筹集|筹资|销售|接待|接收|慰问|举办|安置|下拨|募集"
)
# Rates of what happens, which are counted over a time; other rates stand at a day.
FLOW_RATES = re.compile(r"办结|年检|安葬|火化|结婚|离婚|出生|死亡|增长|成功|登记率|合格率")
RATED = re.compile(r"每[百千万](?:名|人|户|位)?")
AVERAGE = re.compile(r"平均|人均|每|户均|均")


def usual_dimension(dimensions: dict[str, float]) -> str:
    """What a unit measures where nothing is known of what is counted."""
    order = ("item", "person", "household", "money", "ratio")
    return max(
        dimensions,
        key=lambda one: (dimensions[one], -order.index(one) if one in order else -9),
        default="",
    )


def measure_word(mention: Mention) -> str:
    if mention.is_fraction:
        return "‰" if mention.number.startswith("千分之") else "%"
    return mention.unit


def alike(one: Mention, other: Mention) -> bool:
    """Whether two numbers have the same unit, or the first none."""
    return one.unit == other.unit or (not one.unit and not one.scale)


def is_rising(group: Sequence[Found]) -> bool:
    """Whether the second of two amounts of money is the larger."""
    one, other = (found.mention for found in group)
    if one.unit != "元" or one.is_written_out or other.is_written_out:
        return False
    return float(one.number.replace(",", "")) < float(other.number.replace(",", ""))


def members_listed(subjects: Subjects, words: str) -> dict[str, list[tuple[str, str]]]:
    """The members that words name, by dimension, in the order in which they stand."""
    if "城乡" in words:
        words = words.replace("城乡", "城市、农村")
    found: dict[str, list[tuple[int, str, str]]] = {}
    for dimension, member, word in subjects.named_members(words):
        entry = (words.index(word), word, member)
        if all(member != other for _place, _word, other in found.get(dimension, [])):
            found.setdefault(dimension, []).append(entry)
    return {
        dimension: [(word, member) for _place, word, member in sorted(every)]
        for dimension, every in found.items()
    }


def negative(figure: Figure) -> Figure:
    low = None if figure.high is None else -figure.high
    high = None if figure.low is None else -figure.low
    return Figure(-figure.value, low, high, figure.qualifier, figure.unit)


def stem_of(area: str) -> str:
    while area.endswith("00"):
        area = area[:-2]
    return area


def with_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def year_earlier(period: Span) -> Span:
    return Span(
        with_year(period.start, period.start.year - 1),
        with_year(period.end, period.end.year - 1),
        period.basis,
    )


def period_earlier(period: Span) -> Span:
    """The month or quarter before."""
    from ..sheets.periods import before

    months = 3 if (period.end - period.start).days > 80 else 1
    end = before(period.end, months)
    start = end if period.basis == "point" else before(end, months).replace(day=1)
    return Span(start, end, period.basis)
