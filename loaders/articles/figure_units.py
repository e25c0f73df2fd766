"""What the unit of a number may measure, and the code of the unit in which it is printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..resolve.units import measure
from .article_text import ArticleText
from .mentions import PrintedNumber
from .passages import CLAUSE_ENDS

PER = re.compile(
    r"(?:(?<=[金准贴助费])月|每人每月|每月每人|人均每月|月人均|人月均|每人每年|每年每人|年人均|人均每年|每人|人均|每户|户均|每月|每年|每生每年|每张|年均|月均|每学年|[年月](?:保障|指导|保障指导|补助|补差|救助|基本生活)?标准)[^,。;]{0,8}$"
)
RATED = re.compile(r"每[百千万](?:名|人|户|位)?")
AVERAGE = re.compile(r"平均|人均|每|户均|均")
# 支出低保金3347万: what is so called is money, whether 元 is printed or not.
MONEY_BEFORE = re.compile(
    r"(?:[补奖资保养助津贴]金|补贴|津贴|经费|救助款|善款|捐款|金额)[为达共约是:]*$"
)
COUNTED_BEFORE = re.compile(r"(人|户)数[为达共约是:]*$")
# What an amount of money may be, and how well, where it is said for whom and how long.
MONEY_RATES = {
    "money/person/time": 1.0,
    "money/person": 0.95,
    "money/household": 0.9,
    "money/person-time": 0.9,
    "money/time": 0.85,
    "money/household-time": 0.85,
}
# What is said of each person and month is no sum.
OF_PERSON_AND_TIME = re.compile(r"每人每[月年]|每[月年]每人|人[./·•]?[月年]|[月年][./·•]?人")
PAID = re.compile(r"发放|支出|支付|拨付|下拨|投入|补发")
# So many digits before the point, or 共, are of what was paid to many.
OF_MANY = 5
# 261180元: so many digits has no standard.
LARGE = 6
OF_EACH = re.compile(r"每人(?:发放|补助|补贴|慰问)?|/人")
OF_TIME = re.compile(r"[年月]")
MONEY_UNITS = {
    "money": "CNY",
    "money/person": "CNY/person",
    "money/household": "CNY/household",
    "money/person-time": "CNY/person-time",
}
# A standard of less than this is one of a month, where nothing else is said.
LEAST_OF_YEAR = 3000
COUNTED_FIRST = ("户", "张", "对", "床", "名", "位", "人")
ORDER = ("item", "person", "household", "money", "ratio")


@dataclass(frozen=True)
class Measured:
    """What a number may measure, with how well that fits (0 to 1), and the words of a rate."""

    dimensions: Mapping[str, float]
    rate: str = ""

    @property
    def usual(self) -> str:
        """What a unit measures where nothing is known of what is counted."""
        return max(
            self.dimensions,
            key=lambda one: (self.dimensions[one], -ORDER.index(one) if one in ORDER else -9),
            default="",
        )


def measured(
    article: ArticleText, mention: PrintedNumber, rate_of_base: str, inherited: Measured | None
) -> Measured:
    """What a number may measure; one without a unit may measure what that before it does.

    ``rate_of_base`` is the rate of A where the number is the B of 从A提高到B.
    """
    context = article.before(mention, CLAUSE_ENDS)
    per = PER.search(context)
    rate = mention.rate or (per[0] if per else "") or rate_of_base
    unit = mention.measure
    if unit == "元":
        is_standard = "标准" in context
        if not rate and not is_standard and PAID.search(context) and is_more_than_one_gets(mention):
            # 共发放基本生活补贴41246元.
            return Measured({"money": 1.0}, rate)
        return Measured(of_money(mention, rate, is_standard), rate)
    if unit in ("%", "‰"):
        return Measured({"ratio": 1.0, "index": 0.6}, rate)
    if not unit:
        dimensions = inherited.dimensions if inherited else of_bare_number(mention, context)
        return Measured(dimensions, rate)
    return Measured(of_unit(article, unit, context, rate), rate)


def of_money(mention: PrintedNumber, rate: str, is_standard: bool) -> dict[str, float]:
    """Amounts in 万元 are sums, those said for a person and a month are standards."""
    if mention.scale in ("万", "亿", "千万", "百万", "万亿"):
        said = {"money/person/time": 0.9, "money/person": 0.9} if rate else {}
        return {"money": 1.0, **said}
    if mention.rate and "次" not in rate and not OF_PERSON_AND_TIME.search(rate):
        # 200元/人 is no sum, and of no time unless a standard is named.
        if "/人" not in rate:
            return dict(MONEY_RATES)
        of_time = 0.9 if is_standard else 0.5
        return {"money/person": 1.0, "money/person-time": 0.9, "money/person/time": of_time}
    if not rate and is_large(mention):
        return {"money": 1.0}
    if "次" in rate:
        return {**MONEY_RATES, "money/person-time": 1.0, "money/person/time": 0.6, "money": 0.5}
    if OF_EACH.fullmatch(rate) and not is_standard:
        # 每人1000元 is given once, unless a standard is named.
        return {**MONEY_RATES, "money/person": 1.0, "money/person/time": 0.6, "money": 0.8}
    if OF_PERSON_AND_TIME.search(rate):
        return {**MONEY_RATES, "money": 0.5}
    if rate.startswith(("每户", "户均")) and not OF_TIME.search(rate):
        return {**MONEY_RATES, "money/household": 1.0, "money/person/time": 0.9, "money": 0.8}
    if rate:
        return {**MONEY_RATES, "money": 0.8}
    return {**{one: 0.97 * fit for one, fit in MONEY_RATES.items()}, "money": 0.98}


def is_more_than_one_gets(mention: PrintedNumber) -> bool:
    """Whether an amount that was paid is rather that of many persons than of one."""
    return bool(mention.scale) or has_digits(mention, OF_MANY)


def is_large(mention: PrintedNumber) -> bool:
    """Whether an amount is more than anybody is granted in a year."""
    return has_digits(mention, LARGE)


def has_digits(mention: PrintedNumber, count: int) -> bool:
    """Whether a number is written with so many digits before its point."""
    whole = mention.number.replace(",", "").partition(".")[0]
    return whole.isdecimal() and len(whole) >= count


def of_bare_number(mention: PrintedNumber, context: str) -> dict[str, float]:
    """A number without any unit: 低保人数为34567, 服务3.2万."""
    if counted := COUNTED_BEFORE.search(context):
        return {"person" if counted[1] == "人" else "household": 1.0}
    if mention.scale and MONEY_BEFORE.search(context):
        return {"money": 1.0}
    if mention.scale:
        return {"person": 1.0, "household": 0.8, "item": 0.8, "person-time": 0.7}
    return {"index": 0.6, "item": 0.6, "person": 0.6}


def of_unit(article: ArticleText, unit: str, context: str, rate: str) -> dict[str, float]:
    """What a printed unit may measure by the list of units, or a rate of that."""
    found = article.lists.dimensions_by_form.get(measure(unit), set())
    rates = {one for one in found if "/" in one and not one.startswith("money")}
    fits = {one: 1.0 for one in found if "/" not in one}
    if len(fits) > 1 and "item" in fits and unit in COUNTED_FIRST:
        # 户 and 张 count things too, but households and beds first.
        fits["item"] = 0.85 if unit != "户" else 0.5
    if RATED.search(context):
        fits = dict.fromkeys(fits, 0.7) | dict.fromkeys(rates, 1.0)
    elif rate or AVERAGE.search(context):
        fits |= dict.fromkeys(rates, 0.9)
    if unit == "个" and "person" in fits:
        fits["person"] = 0.75
    if unit in ("名", "位", "员", "人"):
        fits = {"person": 1.0} | {one: 0.7 for one in fits if one != "person"}
    return fits


def unit_code(
    article: ArticleText, mention: PrintedNumber, dimension: str, own_unit: str = "", rate: str = ""
) -> str | None:
    """The code of the unit in which a figure of a dimension is printed.

    ``own_unit`` is that of its indicator, which is meant where the print leaves several open.
    """
    unit = mention.measure
    if unit == "元":
        return money_unit(mention, dimension, rate)
    if not unit:
        bare = "CNY" if dimension == "money" else "person"
        return own_unit or (bare if mention.scale else None)
    codes = article.lists.units.forms.get((measure(unit), dimension), set())
    return own_unit if own_unit in codes else min(codes, default=None)


def money_unit(mention: PrintedNumber, dimension: str, rate: str) -> str:
    """元, or 元 for a person and a month or year as the words or else the amount say."""
    if dimension != "money/person/time":
        return MONEY_UNITS.get(dimension, "CNY")
    said = rate + mention.rate
    if "月" in said:
        return "CNY/person/month"
    if "年" in said:
        return "CNY/person/year"
    value = 0 if mention.is_written_out else float(mention.number.replace(",", ""))
    return "CNY/person/month" if value < LEAST_OF_YEAR else "CNY/person/year"
