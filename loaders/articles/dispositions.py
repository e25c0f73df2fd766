"""Which numbers of a text are no figures, and why: dates, ordinals, names, criteria, stories."""

import re

from .cues import one_of
from .mentions import Mention

YEARS = re.compile(r"(?:19|20)\d\d")
# What goes before and after a number, in a few characters, by what the number then is.
ORDINAL_BEFORE = re.compile(r"第$")
# Counted, but nothing that a statistic counts.
ABSTRACT = re.compile(rf"(?:大)?(?:{one_of('abstract')})")
# What is built, given, found, and the like is counted by the number after it.
DONE = re.compile(rf"(?:{one_of('done')})$")
LATIN_BEFORE = re.compile(r"[A-Za-z\-]$")
LATIN_AFTER = re.compile(r"[A-Za-z]")
DOCUMENT_BEFORE = re.compile(r"[\[〔][^\]〕]{0,2}$|(?:发|字|函|令)\(?$|字第?$")
DOCUMENT_AFTER = re.compile(r"[\])〕]\s*第?\d+号|号(?:文|令|公告|通告|通知|线|楼|院|$|[,。、;)])?")
PHONE = re.compile(r"(?:电话|热线|拨打|号码|邮编|微信|QQ)[^,。;]{0,8}$")
NUMBERING = re.compile(r"[.、．)]")
RULE_BEFORE = re.compile(
    r"(?:每(?:个)?[\u4e00-\u9fff]{1,8}?(?:至少|不少于|建有|配备|有)?|一[县乡村镇街社]|至少)$"
)
MEETING = re.compile(r"(?:中)?全会|会议|次代表大会|次全国代表大会|中全会")
AGE_AFTER = re.compile(r"(?:以上|及以上|以下|以内|至|-|~|—|周岁|老年人|老人|人口|及|\()")


def reason_of(mention: Mention, text: str, is_story: bool, quoted: bool) -> str | None:
    """Why a number of a plain text is no figure; None where it may be one."""
    before = text[max(0, mention.start - 12) : mention.start]
    after = text[mention.end : mention.end + 12]
    number, unit = mention.number, mention.unit
    rest = mention.characters[mention.characters.index(number) + len(number) :]
    if is_date(mention, before, after):
        return "date"
    if unit == "季度" or (
        re.match(r"至[一二三四五六七八九十]+月", after) and mention.is_written_out
    ):
        return "date"
    if mention.is_fraction:
        return None
    if ORDINAL_BEFORE.search(before) or (unit == "届"):
        return "ordinal"
    if PHONE.search(before) or (len(number) >= 7 and number.isdecimal() and not rest):
        return "name"
    if DOCUMENT_BEFORE.search(before) and re.match(r"[\])〕]", after):
        return "name"
    if (re.match(r"号|#", after) and not mention.scale) or (
        LATIN_BEFORE.search(before) and not unit
    ):
        return "name"
    if not rest and LATIN_AFTER.match(after):
        return "name"
    if is_numbering(mention, text):
        return "enumeration"
    if unit == "周年":
        return "name"
    if not unit and re.match(r"(?:周岁)?[-—–~至到]\d+周?岁", after):
        return "criterion"
    if unit in ("岁", "周岁"):
        if is_story and not AGE_AFTER.match(after) and "以" not in rest:
            return "story"
        return "criterion"
    if unit in ("组", "级", "村", "县", "届") and (mention.is_written_out or unit in ("组", "级")):
        return "name"
    if unit == "次" and MEETING.match(after):
        return "ordinal"
    if mention.is_written_out:
        return reason_of_written(mention, before, after, is_story, quoted)
    if quoted:
        return "name"
    if unit in ("年", "天", "个月", "月", "时", "小时", "周", "分钟", "时许", "日") and is_duration(
        mention, before, after
    ):
        return "story" if is_story else "duration"
    if unit in ("个", "件", "项", "大", "类", "支", "") and ABSTRACT.match(after):
        return "enumeration"
    if is_story:
        return "story"
    return None


def is_date(mention: Mention, before: str, after: str) -> bool:
    number, unit = mention.number, mention.unit
    if mention.scale or mention.is_written_out:
        return False
    if unit == "年" and YEARS.fullmatch(number) and not after.startswith(("多", "余")):
        return True
    if (
        YEARS.fullmatch(number)
        and not unit
        and re.match(r"[-—–~至到/.](?:19|20)?\d\d?(?:年|[-./]\d|\b)|年|[-/.]\d{1,2}[-/.]\d", after)
    ):
        return True
    if unit == "月" and "." not in number and 1 <= int(number.replace(",", "")) <= 12:
        return True
    if (
        not unit
        and re.match(r"月?[-—–~至到、](?:\d{1,2})(?:月|日)", after)
        and "." not in number
        and 1 <= int(number.replace(",", "")) <= 31
    ):
        return True
    if unit == "日" and "." not in number and 1 <= int(number.replace(",", "")) <= 31:
        return True
    if unit in ("时", "时许") and "." not in number and int(number.replace(",", "")) <= 24:
        return True
    if (
        not unit
        and re.search(r"(?:19|20)\d\d[-/.年](?:\d{1,2}[-/.])?$", before)
        and len(number) <= 2
    ):
        return True
    return bool(
        (not unit and re.search(r"\d{1,2}[:：]$", before))
        or (not unit and re.match(r"[:：]\d\d", after))
    )


def is_numbering(mention: Mention, text: str) -> bool:
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


def is_duration(mention: Mention, before: str, after: str) -> bool:
    if mention.unit == "年":
        return not before.endswith("连续")
    return mention.unit in ("天", "个月", "月", "时", "周", "分钟", "日") or (
        mention.unit == "小时" and not mention.scale and "时长" not in before
    )


def reason_of_written(
    mention: Mention, before: str, after: str, is_story: bool, quoted: bool
) -> str | None:
    """Of a count in Chinese numerals, which mostly is a manner of speaking."""
    number, unit = mention.number, mention.unit
    if number == "零" or (mention.scale in ("万", "亿") and len(number) > 1):
        return None
    if quoted:
        return "name"
    if unit in ("年", "月", "天", "日", "时"):
        return "duration"
    if ABSTRACT.match(after) or unit == "类":
        return "enumeration"
    if unit == "所" and re.search(r"每", before):
        return "rule"
    if RULE_BEFORE.search(before):
        return "rule"
    if is_story:
        return "story"
    if len(number) > 3:
        return None
    if number in ("一", "半", "千", "百", "十", "万") or unit in (
        "批",
        "对",
        "口",
        "次",
        "条",
        "支",
        "类",
        "级",
    ):
        return "name"
    if (
        DONE.search(before)
        or unit in ("家", "所", "名", "个", "张", "座", "处", "户", "人", "倍", "对", "起", "例")
        or len(number) > 2
    ):
        return None
    return "name"
