"""Which numbers of a text are parts of a date or of a time of day."""

import re

from .mentions import PrintedNumber

YEARS = re.compile(r"(?:19|20)\d\d")
AFTER_YEAR = re.compile(r"[-—–~至到/.](?:19|20)?\d\d?(?:年|[-./]\d|\b)|年|[-/.]\d{1,2}[-/.]\d")
AFTER_MONTH = re.compile(r"月?[-—–~至到、](?:\d{1,2})(?:月|日)")
BEFORE_MONTH = re.compile(r"(?:19|20)\d\d[-/.年](?:\d{1,2}[-/.])?$")
# 18.04.2015: the day before the year.
DAY_FIRST = re.compile(r"\.(?:19|20)\d\d(?!\d)"), re.compile(r"\d{1,2}\.\d{1,2}\.$")
BEFORE_MINUTE, AFTER_HOUR = re.compile(r"\d{1,2}[:：]$"), re.compile(r"[:：]\d\d")
# 8、9两月, 7、8、9三个月.
OF_MONTHS = re.compile(r"(?:、\d{1,2})*[两三四]个?月")
BEFORE_HOUR = re.compile(r"日$")
IN_BRACKETS = re.compile(r"[(\[]$"), re.compile(r"[)\]]")
MONTHS_AFTER = re.compile(r"至[一二三四五六七八九十]+月")
# Of these no date and no time of day has more.
MOST_OF_UNIT = {"月": 12, "日": 31, "时": 24, "时许": 24}


def is_date(mention: PrintedNumber, before: str, after: str) -> bool:
    """Whether a number is a part of a date or of a time of day."""
    number, unit = mention.number, mention.unit
    if mention.scale or mention.is_written_out:
        # 至三月 goes on with the month that 一至三月 begins with.
        is_months = mention.is_written_out and MONTHS_AFTER.match(after)
        return unit == "季度" or bool(is_months)
    if unit:
        is_year = bool(YEARS.fullmatch(number)) and not after.startswith(("多", "余"))
        most = MOST_OF_UNIT.get(unit)
        return (
            unit == "季度"
            or (unit == "年" and is_year)
            or (most is not None and is_at_most(number, most))
        )
    if YEARS.fullmatch(number) and AFTER_YEAR.match(after):
        return True
    year_after, day_before = DAY_FIRST
    if year_after.match(after) or (YEARS.fullmatch(number) and day_before.search(before)):
        return True
    if AFTER_MONTH.match(after) and is_at_most(number, 31):
        return True
    if OF_MONTHS.match(after) and is_at_most(number, 12):
        return True
    if BEFORE_HOUR.search(before) and after.startswith(("点", "时")):
        return is_at_most(number, 24)
    opened, closed = IN_BRACKETS
    if YEARS.fullmatch(number) and opened.search(before) and closed.match(after):
        return True
    if BEFORE_MONTH.search(before) and len(number) <= 2:
        return True
    return bool(BEFORE_MINUTE.search(before) or AFTER_HOUR.match(after))


def is_at_most(number: str, most: int) -> bool:
    """Whether a number is a whole one up to another; what is long is never turned into one."""
    least = 0 if most == MOST_OF_UNIT["时"] else 1
    return number.isdecimal() and len(number) <= 4 and least <= int(number) <= most
