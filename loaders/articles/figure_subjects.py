"""What one figure is of: the words around it, weighed, and what it takes over from others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..resolve.labels import breakdown_of
from .article_text import LONGEST, TELLING, ArticleText
from .figure_units import Measured
from .passages import CLAUSE_ENDS, FULL_ENDS, SENTENCE_ENDS, Paragraph
from .programs import expenditures, funding_in, is_payment, last_program, programs_in
from .proposal import Proposal
from .reasons import reason
from .subjects import Layer, Question, Subject
from .wordings import Wording

# A subject that is found with less is none: its indicator stays open.
ACCEPTED = 0.62
# What is found with so much tells of what its sentence speaks.
SURE = 0.9
# An indicator that is found with so much more than the next one has no rival.
FAR_AHEAD = 0.1
UNRIVALLED, RIVALLED = 0.98, 0.85
HAN = re.compile(r"[\u4e00-\u9fff]")
RATE = re.compile(r"[每人户]均|每[人户月年]|标准")
# A number of yuan that may be a sum so well is no rate.
OF_SUM = 0.95
# What is found for a part of a whole that is known.
PART_OF_SURE = 0.75
# Words that tell more than this are not completed by the headings over them.
WHOLE = 12
DIGIT = re.compile(r"\d")
HAPPENED = re.compile(
    r"(?:新增|新建|改扩建|扩建|退出|调出|调入|减员|查处|处罚|取缔|发放|开展|培训|救助|办理|处理|支出|投入|筹集|筹资|销售|接待|接收|慰问|举办|安置|下拨|募集|清理|注销|入葬)(?!机构|服务|中心|管理|设施|供养|站|标准|对象)"
)
# 社会团体登记53家: registered within the time, where 登记社会团体53家 are those there are.
REGISTERED = re.compile(r"(?:登记|注册|成立|批准)(?:了)?,*$")
# 为243户发放…: to so many something was given.
GIVEN_TO = re.compile(r"(?:为|对|向|给|帮助)(?:全[国省市县区乡镇州]|困难)?$")
IN_BRACKETS = re.compile(r"\([^()]*\)")
# 对全国4万余家养老院进行排查: to so many something was done.
DONE_TO = re.compile(r"对(?:全[国省市县区乡镇州])?$")
VISITED = re.compile(r"慰问|走访")
OF_RECIPIENTS = re.compile(r"发放|补贴|津贴|补助|受益|惠及|帮助|服务|资助")
GIVEN = re.compile(r"发放|进行|拨付|支付|补助|实施|提供|开展|办理|落实|改造")
BY_STANDARD = re.compile(r"(?:按照?|以)[^,。;]{0,20}标准的[\d.]*倍?")
ASSISTANCE = frozenset(("minimum_living_guarantee", "extreme_poverty_support"))
# Money that is provided, by whom, and nothing else.
PROVIDED = re.compile(r"投入|安排|争取|筹集|下达|财政")
NO_PURPOSE = re.compile(
    r"中央|省级|省本级|市级|县级|本级|各级|级|地方|全[省市县区州]|我[省市县区州]|预算内?|财政|专项|福利彩票|福彩|公益金"
    r"|累计|先后|共计?|每年|已|投入|安排|争取|筹集|下达|资金|补助|经费|[和及、]"
)
KIND_OF_PERSONS = re.compile(
    r"(?:女性|男性|残疾人|老年人|未成年人|成年人|儿童|(?:重点)?优抚对象|在校生|[^,]{0,6}残疾人?)(?:对象|人员)?"
)
# What may be said of a part besides its member: 其中城市保障对象.
OF_WHOM = re.compile(
    r"(?:已|被)?(?:保障|救助|供养|享受|纳入)?(?:对象|人员|人数|居民|群众|家庭|户数)?"
)
# What says that somebody was awarded something, and who may be beside persons.
AWARDED = re.compile(r"荣获|称号|表彰|授予|[金银铜]奖")
AWARDS_OTHERS = re.compile(r"对[^,;]*(?:进行|予以|给予)")
GIVEN_AWARD = re.compile(r"表彰|授予|评选")
AWARDED_BODIES = re.compile(r"项目|单位|[\u4e00-\u9fff]{0,4}集体|村|社区|社会组织|机构")
# 全国共有890个: that many there are.
THERE_ARE = re.compile(r"(?<![没设拥])(?:共有|现有|拥有|总数达|总量达)[\u4e00-\u9fff]{0,3}$")
# Rates of what happens, which are counted over a time; other rates stand at a day.
FLOW_RATES = re.compile(r"办结|年检|安葬|火化|结婚|离婚|出生|死亡|增长|成功|登记率|合格率")
FLOW_UNITS = ("人次", "户次", "元", "次", "场次", "场", "起", "例", "台次", "件次", "对次")


@dataclass(frozen=True)
class ReadFigure:
    """A figure that has been read: what the following figures may take over from it."""

    words: Wording
    proposal: Proposal
    subject: Subject | None = None
    measured: Measured = field(default_factory=lambda: Measured({}))
    # Of a change: the figures that changed, one for each change of a list.
    changed: tuple["ReadFigure", ...] = ()
    # Of a change, and of B in 从A提高到B: the figure whose words it has.
    source: "ReadFigure | None" = None
    # The figure before it in its sentence.
    previous: "ReadFigure | None" = None
    # Of the first of a list: the figures before it, as many as the list has.
    as_many: tuple["ReadFigure", ...] = ()
    # The words that say whom or what the figures of its sentence are of.
    theme: str = ""


@dataclass(frozen=True)
class Neighbours:
    """The figures before one that it may refer to, all of them read."""

    # The one before it, if it goes on with that.
    earlier: ReadFigure | None = None
    # The list of the one before it.
    earlier_list: tuple[ReadFigure, ...] = ()
    # As many before the first of a list as the list has.
    as_many: tuple[ReadFigure, ...] = ()
    # The change before it.
    last_change: ReadFigure | None = None
    # A of 从A提高到B.
    base: ReadFigure | None = None
    # What 其中 names a part of.
    whole: ReadFigure | None = None
    # The first of its list.
    lead: ReadFigure | None = None

    def source(self, one: Wording) -> ReadFigure | None:
        """The figure whose words complete those of one."""
        if one.is_as_base:
            return self.base
        # 其中:科技研究类…个,教育类…个: of parts that are not known each is one of the whole.
        is_lost = self.earlier is not None and self.earlier.proposal.indicator is None
        return self.whole if is_lost and self.whole is not None else self.earlier


@dataclass(frozen=True)
class FoundSubject:
    """What a figure is of; ``words`` are its own with those that it takes over."""

    subject: Subject | None
    words: Wording
    # Whether what is counted stands elsewhere in the sentence, or before it.
    borrows: bool

    @property
    def known(self) -> Subject | None:
        """The subject, if it is sure enough to say so."""
        return self.subject if self.subject and self.subject.score >= ACCEPTED else None

    @property
    def sureness(self) -> float:
        """How sure it is, from 0 to 1."""
        known = self.known
        if known is None:
            return 0.3
        sure = min(1.0, 0.62 + 0.75 * (known.score - ACCEPTED) + 0.8 * min(known.margin, 0.2))
        if known.unsaid:
            return min(sure, RIVALLED)
        if not known.doubts:
            # What no other indicator comes near to is meant, however shortly it is said.
            return max(sure, UNRIVALLED) if known.margin >= FAR_AHEAD else min(sure, RIVALLED)
        # What is said in full is meant, whatever else is said of it.
        is_plain = known.score >= 1 and known.margin >= 0.2 and not known.has_two_members
        return sure * (0.98 if is_plain else 0.8)


def find_subject(
    article: ArticleText,
    one: Wording,
    near: Neighbours,
    dimensions: Mapping[str, float],
    value: float | None,
) -> FoundSubject:
    """What a figure is of, of all that its unit may measure."""
    subjects = article.lists.subjects
    words = with_source(article, one, near.source(one))
    paragraph = article.passages.paragraph(one.start)
    layers = layers_around(article, one, near, paragraph)
    before = article.before(one.mention, FULL_ENDS)
    program = program_of_sentence(article, one, near)
    asked = Question(layers, dimensions, words.own, words.near, value, before, program, one.ahead)
    subject = subjects.find(asked)
    if subject is not None and not subject.phrase.members and subject.breakdown == "total":
        over = f"{paragraph.heading},{paragraph.lead}"
        if article.tells(one.own) < WHOLE and names_known_member(article, subject, over):
            subject = subjects.find(replace(asked, near=over)) or subject
    subject = subject_of_part(article, one, near) or subject
    if subject is not None and is_kind_of_whole(article, one, near, subject):
        # 低保对象…人,其中老年人…人: no more of them are meant.
        subject = replace(subject, score=min(subject.score, ACCEPTED / 2))
    if subject is not None and is_registered(one, near):
        # Those registered in a time are some of those there are.
        subject = replace(subject, score=min(subject.score, ACCEPTED / 2))
    if subject is not None and is_part_of_whole(article, one, near, subject):
        subject = replace(subject, score=max(subject.score, PART_OF_SURE))
    if subject is not None and is_recipient(one, subject):
        subject = replace(subject, score=min(subject.score, ACCEPTED / 2))
    subject = subject_of_program(article, one, words, dimensions, subject)
    subject = subject_of_award(article, one) or subject
    return FoundSubject(subject, words, one.base is None and not article.is_telling(one.own))


def subject_of_program(
    article: ArticleText,
    one: Wording,
    words: Wording,
    dimensions: Mapping[str, float],
    subject: Subject | None,
) -> Subject | None:
    """What a figure is of by the programme that is named before it: a payment is one of that
    programme, and what belongs to none has no indicator.
    """
    is_sum = one.mention.unit in ("元", "") and dimensions.get("money", 0) >= OF_SUM
    if is_sum and is_payment(one.own) and not RATE.search(article.before(one.mention, CLAUSE_ENDS)):
        text = text_of_program(article, one)
        if spoken := last_program(text):
            if not spoken.expenditure:
                return subject and replace(subject, score=min(subject.score, ACCEPTED / 2))
            # 特困人员…人,集中供养…人,支出…元: parts that are counted before are not what is paid.
            named_there = text[spoken.word.start :]
            counted = DIGIT.search(named_there)
            said = f"{named_there[: counted.start()]},{one.before}" if counted else named_there
            paid = article.lists.subjects.named(spoken.expenditure, said)
            heading = article.passages.paragraph(one.start).heading
            over = last_program(heading)
            if paid and paid.breakdown == "total" and over and over.program == spoken.program:
                # 一、城市低保 over 累计发放…元.
                paid = article.lists.subjects.named(spoken.expenditure, heading)
            return paid or subject
    named = last_program(one.own)
    if (
        is_sum
        and subject is not None
        and named is not None
        and named.expenditure
        and subject.phrase.program != named.program
        and subject.phrase.indicator in expenditures()
    ):
        # 低保户获得基本生活保障金…元: a payment is of the programme that is named for it.
        return article.lists.subjects.named(named.expenditure, one.own) or subject
    if is_sum and (funded := subject_of_funding(article, one)):
        return funded
    if not is_sum and subject is not None and is_rate_of_other(article, one, subject):
        return replace(subject, score=min(subject.score, ACCEPTED / 2))
    own = last_program(words.own)
    if one.mention.unit == "元" and not is_sum and not (own and own.program):
        # 照料护理标准:一档…元,二档…元: of what the sentence spoke of.
        own = last_program(article.before(one.mention, FULL_ENDS)) or own
    behind = last_program(one.after)
    if behind is not None and not behind.program:
        # 每人发放200元一次性生活补助金.
        own = behind
    if subject is None or own is None or own.program or own.word.word in subject.phrase.words:
        return subject
    return replace(subject, score=min(subject.score, ACCEPTED / 2))


def is_rate_of_other(article: ArticleText, one: Wording, subject: Subject) -> bool:
    """Whether a rate is of another assistance than its paragraph spoke of last, if nothing is said
    of the rate itself: 特困供养…人,补助水平…元.
    """
    if one.mention.unit != "元" or subject.phrase.program not in ASSISTANCE:
        return False
    start = max(article.passages.paragraph(one.start).start, one.start - LONGEST)
    # 特困标准按照低保标准的1.5倍执行: by what it is set is not what it is.
    before = BY_STANDARD.sub(",", article.text[start : one.start])
    spoken = last_program(BY_STANDARD.sub(",", one.own)) or last_program(before)
    return spoken is not None and spoken.program in ASSISTANCE - {subject.phrase.program}


def subject_of_funding(article: ArticleText, one: Wording) -> Subject | None:
    """What money was provided for, where no more than that stands before it: 2019年以来投入…元,用于
    支持殡仪馆新建; by what is said behind it, or else before it in its sentence or over it.
    """
    said = one.before
    start = one.start - len(said)
    places, times = (every.between(start, one.start) for every in (article.places, article.times))
    for each in (*places, *times):
        said = said.replace(article.text[each.start : each.end], "")
    if not PROVIDED.search(said) or HAN.search(NO_PURPOSE.sub("", article.bare(said))):
        return None
    end = article.passages.end_of(FULL_ENDS, one.end)
    behind = article.text[one.end : min(end, one.end + LONGEST)]
    paragraph = article.passages.paragraph(one.start)
    texts = (behind, article.before(one.mention, FULL_ENDS), paragraph.lead, paragraph.heading)
    code = next(filter(None, map(funding_in, texts)), "")
    if not code:
        return None
    source = f"{article.before(one.mention, CLAUSE_ENDS)},{one.after}"
    return article.lists.subjects.named(code, source)


def subject_of_award(article: ArticleText, one: Wording) -> Subject | None:
    """Who or what was awarded something, where the award stands behind: 6名同志荣获…称号."""
    unit = one.mention.unit
    award = AWARDED.search(one.ahead)
    if unit not in ("名", "人", "位", "个", "家") or not award or GIVEN_AWARD.search(one.before):
        return None
    code = "awards_persons" if unit in ("名", "人", "位") else "awards_organisations"
    if AWARDS_OTHERS.search(one.ahead):
        return None
    if code != "awards_persons":
        code = "awards_projects" if one.after.startswith("项目") else code
        if not AWARDED_BODIES.match(one.after):
            return None
    subjects = article.lists.subjects
    subject = subjects.named(code, "")
    if subject is None:
        return None
    told = subjects.told_by.get(code, {})
    # The award ends with its clause; the next one is of others.
    said = one.ahead[: award.end()] + CLAUSE_ENDS.split(one.ahead[award.end() :])[0]
    found = {each: subjects.members.last_of(said, each, told[each]) for each in told}
    members = {each: member for each, member in found.items() if member}
    return replace(subject, breakdown=breakdown_of(members))


def text_of_program(article: ArticleText, one: Wording) -> str:
    """The text before a figure that names its programme: its part of the sentence, or else what
    stands before that, if it names one only.
    """
    # 临时救助…人次(其中低保对象…人次),支出…元: what stands in brackets are parts.
    part = IN_BRACKETS.sub("", article.before(one.mention, SENTENCE_ENDS))
    if last_program(part):
        return part
    start = max(article.passages.paragraph(one.start).start, one.start - LONGEST)
    for text in (article.before(one.mention, FULL_ENDS), article.text[start : one.start]):
        programs = programs_in(text)
        if programs:
            return text if len(programs) == 1 else ""
    return ""


def program_of_sentence(article: ArticleText, one: Wording, near: Neighbours) -> str:
    """The programme of the figure before, if the same sentence goes on with what it cost."""
    earlier = near.earlier
    if earlier is None or earlier.subject is None or earlier.subject.score < SURE:
        return ""
    if one.mention.unit != "元":
        return ""
    sentence = article.passages.start_of(FULL_ENDS, one.start)
    return earlier.subject.phrase.program if earlier.words.start >= sentence else ""


def is_registered(one: Wording, near: Neighbours) -> bool:
    """Whether a number counts what was registered or founded in a time, by itself or in a list."""
    if one.mention.unit not in ("个", "家", "所"):
        return False
    words, earlier = one, near.earlier
    while (
        earlier is not None and words.follows_mark == "、" and not REGISTERED.search(words.before)
    ):
        words, earlier = earlier.words, earlier.previous
    return REGISTERED.search(words.before) is not None


def is_part_of_whole(
    article: ArticleText, one: Wording, near: Neighbours, subject: Subject
) -> bool:
    """Whether a figure after 其中 names nothing but a part of the whole that is counted before."""
    whole = near.whole
    if whole is None or whole.subject is None or article.is_telling(one.own):
        return False
    is_alike = whole.proposal.indicator == subject.phrase.indicator
    return is_alike and bool(article.lists.subjects.members.named(one.own))


def subject_of_part(article: ArticleText, one: Wording, near: Neighbours) -> Subject | None:
    """What a part counts of which only the member is said: 五保对象…人,其中集中供养…人."""
    whole, subjects = near.whole, article.lists.subjects
    if whole is None or whole.subject is None or not whole.proposal.indicator:
        return None
    if whole.words.mention.unit != one.mention.unit or one.mention.measure in ("%", "‰", "倍"):
        return None
    named = subjects.members.named(one.near)
    left = OF_WHOM.sub("", article.bare(subjects.members.all_names.without(one.own)))
    if not named or HAN.search(left):
        return None
    theirs = whole.subject.phrase
    told = subjects.told_by.get(theirs.indicator, {})
    if any(member not in told.get(dimension, ()) for dimension, member, _word in named):
        return None
    own = {dimension for dimension, _member, _word in named}
    kept = {each: code for each, code in theirs.members.items() if each not in own}
    phrase = replace(theirs, members=kept)
    members, doubts = subjects.members_in(replace(phrase, words=""), one.near)
    return replace(
        whole.subject, phrase=phrase, breakdown=breakdown_of(members), doubts=tuple(doubts)
    )


def is_kind_of_whole(
    article: ArticleText, one: Wording, near: Neighbours, subject: Subject
) -> bool:
    """Whether a figure after 其中 counts nothing but a kind of persons, and its subject is another
    than that of the whole.
    """
    whole = near.whole
    if whole is None or whole.words.mention.unit != one.mention.unit:
        return False
    if whole.proposal.indicator in (None, subject.phrase.indicator):
        return False
    words = one.own.rpartition("其中")[2].strip("(),:、有为达共")
    return KIND_OF_PERSONS.fullmatch(words) is not None


def is_recipient(one: Wording, subject: Subject) -> bool:
    """Whether a number counts those to whom something was given, who are not all there are."""
    phrase = subject.phrase
    if phrase.kind != "stock" or phrase.dimension not in ("person", "household", "item"):
        return False
    if VISITED.search(one.before):
        return True
    if phrase.dimension == "item":
        return bool(DONE_TO.search(one.before) and "进行" in one.ahead)
    is_given = GIVEN_TO.search(one.before) and GIVEN.search(one.ahead)
    return bool(is_given) and OF_RECIPIENTS.search(phrase.words) is None


def with_source(article: ArticleText, one: Wording, source: ReadFigure | None) -> Wording:
    """A figure whose own words do not tell has those of the figure before it, too."""
    if source is None or article.is_telling(one.own):
        return one
    has_member = bool(article.lists.subjects.members.named(one.near))
    near = one.near if one.is_told_apart or has_member else f"{source.words.near},{one.near}"
    own = f"{source.words.own},{one.own}" if article.tells(one.own) else source.words.own
    return replace(one, own=own, near=near)


def layers_around(
    article: ArticleText, one: Wording, near: Neighbours, paragraph: Paragraph
) -> tuple[Layer, ...]:
    """The words around a figure, from those beside it to the headings over it."""
    mention, source = one.mention, near.source(one)
    layers = [Layer(one.own, 1.0)]
    if source is not None:
        layers.append(Layer(source.words.own, weight_of_source(article, one)))
        layers.append(Layer(source.theme, 0.7))
    if near.whole is not None:
        layers.append(Layer(near.whole.words.own, 0.8))
    end = article.passages.end_of(CLAUSE_ENDS, mention.end)
    rest = article.text[mention.end : min(end, mention.end + LONGEST)]
    return (
        *layers,
        Layer(one.after, 0.7),
        Layer(rest, 0.45),
        Layer(article.before(mention, CLAUSE_ENDS), 0.6),
        Layer(article.before(mention, FULL_ENDS), 0.45),
        Layer(paragraph.lead, 0.4),
        Layer(paragraph.heading, 0.35),
    )


def weight_of_source(article: ArticleText, one: Wording) -> float:
    """How much the words of the figure before tell of one: the less its own tell, the more."""
    told = article.tells(one.own)
    return 0.95 if told < TELLING else max(0.5, 0.85 - 0.35 * told / WHOLE)


def theme_of(article: ArticleText, one: Wording, earlier: ReadFigure | None) -> str:
    """The words of the last figure of a sentence that tell more than a measure: 机构…个,床位…张."""
    if article.tells(one.own) >= WHOLE / 2 or earlier is None:
        return one.own
    sentence = article.passages.start_of(FULL_ENDS, one.start)
    return earlier.theme if earlier.words.start >= sentence else one.own


def names_known_member(article: ArticleText, subject: Subject, text: str) -> bool:
    """Whether a heading names members by which figures of the indicator are known."""
    told = article.lists.subjects.told_by.get(subject.phrase.indicator, {})
    return any(
        member in told.get(dimension, ())
        for dimension, member, _word in article.lists.subjects.members.named(text)
    )


def put_subject(article: ArticleText, proposal: Proposal, found: FoundSubject) -> None:
    """Write into a proposal what the figure is of; what is not sure comes without a code."""
    own, subject = found.words.own, found.subject
    proposal.indicator_text = article.bare(own) or own.strip(" ,")
    if subject is None:
        proposal.breakdown = "total"
        return
    score = f"{subject.score:.2f}"
    proposal.program, proposal.breakdown = subject.phrase.program, subject.breakdown
    if found.known:
        proposal.indicator = subject.phrase.indicator
        proposal.reasons.append(reason("said", words=subject.phrase.words, score=score))
    else:
        proposal.reasons.append(reason("may_be", indicator=subject.phrase.indicator, score=score))


def is_bound(one: Wording) -> bool:
    """Whether a number says what something is at least or at most."""
    return one.mention.characters.startswith(("不低于", "不少于", "不高于", "不超过"))


def kind_of(found: FoundSubject, measured: Measured) -> str:
    """Whether a figure stands at a day (stock), is counted over a time (flow) or is a standard."""
    own, unit = found.words.own, found.words.mention.measure
    if unit not in FLOW_UNITS and REGISTERED.search(found.words.before):
        return "flow"
    if found.subject and "average=annual" in found.subject.breakdown:
        return "flow"
    if found.known:
        phrase = found.known.phrase
        if phrase.dimension == "money/person-time":
            return "flow"
        if phrase.kind == "standard":
            return "standard"
        if phrase.kind == "ratio":
            if phrase.dimension.startswith("money") and is_bound(found.words):
                # 月人均补助水平不低于229元 is set as a standard is.
                return "standard"
            return "flow" if FLOW_RATES.search(phrase.words) else "stock"
        return "flow" if (phrase.basis or phrase.kind) in ("during", "flow") else "stock"
    if unit == "元" and measured.rate:
        return "flow" if "次" in measured.rate else "standard"
    if THERE_ARE.search(found.words.before):
        return "stock"
    if GIVEN_TO.search(found.words.before) and GIVEN.search(found.words.ahead):
        return "flow"
    return "flow" if unit in FLOW_UNITS or HAPPENED.search(own) else "stock"
