"""Which numbers of a text are no figures, and why: dates, ordinals, names, criteria, stories."""

import re
from dataclasses import dataclass

from .cues import one_of
from .dates import is_date
from .mentions import PrintedNumber

# So many characters before and after a number are looked at.
BESIDE = 12
# Counted, but nothing that a statistic counts.
ABSTRACT = re.compile(rf"(?:大)?(?:{one_of('abstract')})")
# What is built, given, found, and the like is counted by the number after it.
DONE = re.compile(rf"(?:{one_of('done')})$")
LATIN_BEFORE = re.compile(r"[A-Za-z\-]$")
LATIN_AFTER = re.compile(r"[A-Za-z]")
DOCUMENT_BEFORE = re.compile(r"[\[〔][^\]〕]{0,2}$|(?:发|字|函|令)\(?$|字第?$")
PHONE = re.compile(r"(?:电话|热线|拨打|号码|邮编|微信|QQ)[^,。;]{0,8}$")
# 025-84707368: an area code before its number.
AREA_CODE = re.compile(r"[-—]\d{7,8}(?!\d)")
# 浏览次数:167, 积分 on a line of its own above its number: what a site counts of its page.
OF_PAGE = re.compile(
    r"(?:浏览(?:次数|量)?|点击(?:数|量|率)?|阅读(?:次数|量|人次)?|查看|回复|评论|积分|主题|帖子|访问量?"
    r"|人气|次数|[A-Za-z])[:\n ]*$"
)
# Days that are spoken of by their digits alone: 520 is May 20th.
SPOKEN_DAYS = frozenset(("520", "521", "1314"))
# 跌破700万对大关, 完成50%的预定目标: a mark that is set, and no figure.
OF_GOAL = re.compile(r"大关|的(?:预定|既定|年度|计划)?(?:目标|任务)")
# 按不低于30%的比例开展实地抽查.
SPOT_CHECKED = re.compile(r"的比例(?:开展|进行)?(?:实地|入户|随机)?(?:抽查|核查|检查|核实)")
# 公益金中50%上缴中央财政.
HANDED_ON = re.compile(r"上缴|留成|留给|拨给|归")
# 按照城市低保标准的1.5倍执行: a rule by which a standard is set.
SET_BY = re.compile(r"按(?:照)?[^,。;]{0,24}$")
AS_SET = re.compile(r"(?:的标准)?(?:执行|发放|确定|计算|核定|测算|制定|给予|补助|落实|计发)")
# 四个半月.
MONTHS = re.compile(r"个半?月")
# 服务时长134054小时: so long was served.
SERVED = re.compile(r"时长|时数|服务时间")
# 全省连续18个月: how long something has been done, as 连续4年 is.
ALL_ALONG = re.compile(r"[全我][省市州县区](?:已)?连续$")
NUMBERING = re.compile(r"[.、．)]")
RULE_BEFORE = re.compile(
    r"(?:每(?:个)?[\u4e00-\u9fff]{1,8}?(?:至少|不少于|建有|配备|有)?|一[县乡村镇街社]|至少(?:有|建成|设立|建有|配备)?)$"
)
# 居前3位, 列第五位.
RANKED = re.compile(r"(?:居|列|排)(?:[^,。;、]{0,4}[第前])?$|前$|(?:上升|下降|前进|后退)$")
# In 31个省区市 says of whom is told.
ALL_PROVINCES = re.compile(r"省(?:区|市|、?自治区)|省\(")
CAPTION = re.compile(r"(?:^|\n)[图表]$")
MEETING = re.compile(r"(?:中)?全会|会议|次代表大会|次全国代表大会|中全会")
AGE_AFTER = re.compile(r"(?:以上|及以上|以下|以内|至|-|~|—|周岁|老年人|老人|人口|及|\()")
AGES_AFTER = re.compile(r"(?:周岁)?[-—–~至到]\d+周?岁")
# In these one counts when speaking of something, and in those when counting it.
SPOKEN_UNITS = tuple("批对口次条支类级")
COUNTED_UNITS = tuple("家所名个张座处户人倍起例")


@dataclass(frozen=True)
class NumberInText:
    """A number with the characters beside it, and where it stands."""

    mention: PrintedNumber
    before: str
    after: str
    # What is printed behind its digits.
    rest: str
    is_story: bool
    is_quoted: bool


def reason_of(mention: PrintedNumber, text: str, is_story: bool, quoted: bool) -> str | None:
    """Why a number of a plain text is no figure; None where it may be one."""
    before = text[max(0, mention.start - BESIDE) : mention.start]
    after = text[mention.end : mention.end + BESIDE]
    rest = mention.characters.partition(mention.number)[2]
    place = NumberInText(mention, before, after, rest, is_story, quoted)
    if is_date(mention, before, after):
        return "date"
    if mention.is_fraction:
        return None
    if is_ordinal(place):
        return "ordinal"
    if is_identifier(place):
        return "name"
    if is_numbering(mention, text):
        return "enumeration"
    if reason := reason_of_age(place):
        return reason
    if mention.is_written_out:
        return reason_of_written(place)
    return reason_of_counted(place)


def is_ordinal(place: NumberInText) -> bool:
    """第3批, 十九届, 七次全会."""
    unit = place.mention.unit
    return (
        place.before.endswith("第")
        or unit == "届"
        or (unit in ("位", "名") and RANKED.search(place.before) is not None)
        or (unit == "次" and MEETING.match(place.after) is not None)
    )


def is_identifier(place: NumberInText) -> bool:
    """Numbers of telephones, documents, houses and products, of villages and of anniversaries."""
    mention, before, after = place.mention, place.before, place.after
    number, unit = mention.number, mention.unit
    if (unit == "个" and ALL_PROVINCES.match(after)) or (not unit and CAPTION.search(before)):
        return True
    if unit in ("周年", "组", "级") or (unit in ("村", "县") and mention.is_written_out):
        return True
    is_long = len(number) >= 7 and number.isdecimal() and not place.rest
    is_document = DOCUMENT_BEFORE.search(before) and after.startswith(("]", ")", "〕"))
    if is_long or is_document or PHONE.search(before):
        return True
    if after.startswith(("号", "#")) and not mention.scale:
        return True
    if is_of_page(place):
        return True
    is_latin = (LATIN_BEFORE.search(before) and not unit) or (
        LATIN_AFTER.match(after) and not place.rest
    )
    return bool(is_latin)


def is_of_page(place: NumberInText) -> bool:
    """025 before the rest of a telephone number, how often a page was seen, a bare number as the
    whole of a line, 520.
    """
    mention = place.mention
    if mention.unit:
        return False
    is_alone = place.before[-1:] in ("", "\n") and place.after[:1] in ("", "\n")
    is_spoken = mention.number in SPOKEN_DAYS and not mention.scale
    return bool(
        is_spoken
        or is_alone
        or (AREA_CODE.match(place.after) and mention.number.startswith("0"))
        or OF_PAGE.search(place.before)
    )


def reason_of_age(place: NumberInText) -> str | None:
    """Ages are criteria, in a story those of its persons."""
    unit = place.mention.unit
    if not unit and AGES_AFTER.match(place.after):
        return "criterion"
    if unit not in ("岁", "周岁"):
        return None
    is_of_person = place.is_story and not AGE_AFTER.match(place.after) and "以" not in place.rest
    return "story" if is_of_person else "criterion"


def reason_of_counted(place: NumberInText) -> str | None:
    """Of a count in digits, which mostly is a figure."""
    if place.is_quoted:
        return "name"
    if is_duration(place.mention, place.before, place.after):
        return "story" if place.is_story else "duration"
    unit = place.mention.unit
    if place.before.endswith(("跌破", "提前", "首次")) or OF_GOAL.match(place.after):
        return "criterion"
    if unit == "%" and SPOT_CHECKED.match(place.after):
        return "rule"
    if unit == "%" and HANDED_ON.match(place.after):
        return "rule"
    if unit == "倍" and SET_BY.search(place.before) and AS_SET.match(place.after):
        return "rule"
    if place.mention.number == "1" and unit in COUNTED_UNITS and RULE_BEFORE.search(place.before):
        return "rule"
    if unit in ("个", "件", "项", "大", "类", "支", "") and ABSTRACT.match(place.after):
        return "enumeration"
    return "story" if place.is_story else None


def is_numbering(mention: PrintedNumber, text: str) -> bool:
    """1. or (2) at the start of a line or sentence."""
    if mention.unit or mention.scale or len(mention.number) > 2:
        return False
    start = text[mention.start - 1 : mention.start] if mention.start else "\n"
    after = text[mention.end : mention.end + 1]
    if start == "(" and after == ")":
        return True
    if (
        re.match(r"[.、.][\u4e00-\u9fff]", text[mention.end : mention.end + 2])
        and not start.isdecimal()
    ):
        return True
    return start in "\n。;" and bool(NUMBERING.match(after))


def is_duration(mention: PrintedNumber, before: str, after: str) -> bool:
    """30天, 3年, 15分钟; 连续5年 may be one, but is said of what is counted."""
    if not mention.unit and not mention.scale and after.startswith("分钟"):
        return True
    if mention.unit == "年":
        return not before.endswith("连续")
    if mention.unit in ("个月", "月") and ALL_ALONG.search(before):
        return False
    if mention.unit == "小时":
        return not mention.scale and SERVED.search(before) is None
    return mention.unit in ("天", "个月", "月", "时", "周", "分钟", "日")


def reason_of_written(place: NumberInText) -> str | None:
    """Of a count in Chinese numerals, which mostly is a manner of speaking."""
    number, unit = place.mention.number, place.mention.unit
    if number == "零" or (place.mention.scale in ("万", "亿") and len(number) > 1):
        return None
    if place.is_quoted or place.before.endswith("唯"):
        return "name"
    if unit in ("年", "月", "天", "日", "时") or MONTHS.match(f"{unit}{place.after}"):
        return "duration"
    if ABSTRACT.match(place.after) or unit == "类":
        return "enumeration"
    if RULE_BEFORE.search(place.before) or (unit == "所" and "每" in place.before):
        return "rule"
    if place.is_story:
        return "story"
    return None if is_written_figure(place) else "name"


def is_written_figure(place: NumberInText) -> bool:
    """Whether a count in Chinese numerals is meant as one: 新建了两所."""
    number, unit = place.mention.number, place.mention.unit
    if len(number) > 3:
        return True
    if number in ("一", "半", "千", "百", "十", "万") or unit in SPOKEN_UNITS:
        return False
    return unit in COUNTED_UNITS or len(number) > 2 or DONE.search(place.before) is not None
