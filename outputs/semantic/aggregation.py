"""How the figures of one indicator become one number, and when they must not.

A tool that sums rows would add the nation to its provinces, a total to its parts, and what was
counted in March to what was counted in June. Each aggregation therefore has a condition beside its
expression, and a number that does not satisfy it is null rather than wrong.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from .metadata import Quantity

# What all figures of a sum must have in common. Sets of areas may overlap, so that each is a level.
LEVEL = "case area_level when 'set' then area_code else area_level end"
KIND = f"concat_ws(' ', {LEVEL}, breakdown)"
MOMENT = "concat_ws(' ', period_start, period_end, freq)"


class Aggregate(NamedTuple):
    """An aggregate function over an expression on rows of figures, in words of MetricFlow."""

    function: str
    expression: str
    label: str
    label_en: str


class Aggregation(NamedTuple):
    """When a sum of values is one, in names of aggregates; of the last period of each series alone
    where ``is_latest``. ``rule`` says it in words."""

    condition: str
    is_latest: bool
    rule: str
    rule_en: str

    @property
    def aggregates(self) -> list[str]:
        """The names of the aggregates that it needs."""
        return [name for name in AGGREGATES if name == SUM or name in self._words]

    @property
    def _words(self) -> list[str]:
        return re.findall(r"\w+", self.condition)

    def guarded(self, expressions: Mapping[str, str]) -> str:
        """The sum, or null; with these expressions in the place of the names of aggregates."""
        text = f"case when {self.condition} then {SUM} end"
        return re.sub(r"\w+", lambda found: expressions.get(found[0], found[0]), text)


SUM = "value_sum"
AGGREGATES = {
    "value_sum": Aggregate("sum", "value", "数值之和", "Sum of values"),
    "figures": Aggregate("sum", "1", "数字个数", "Figures"),
    "areas": Aggregate("count_distinct", "area_code", "地区数", "Areas"),
    "kinds": Aggregate("count_distinct", KIND, "级别与分组数", "Levels and breakdowns"),
    "moments": Aggregate("count_distinct", MOMENT, "时期数", "Periods"),
    "first_day": Aggregate(
        "min", "period_start - date '1900-01-01'", "最早一日", "First day, counted from 1900"
    ),
    "last_day": Aggregate(
        "max", "period_end - date '1900-01-01'", "最后一日", "Last day, counted from 1900"
    ),
    "days": Aggregate("sum", "period_end - period_start + 1", "日数", "Days of the periods"),
}

# Every area has a figure for every day between the first and the last, and for each only one.
NO_GAP = "days = areas * (last_day - first_day + 1)"

# Both areas and periods add up.
WIDEST = Aggregation(
    f"kinds = 1 and {NO_GAP}",
    False,
    "同一级别、同一分组的地区可加，首尾相接的时期可加；否则为空。",
    "Areas of one level and one breakdown add up, and so do periods without gap or overlap; "
    "null otherwise.",
)
LATEST = Aggregation(
    "kinds = 1 and moments = 1",
    True,
    "取最近时期；同一级别、同一分组、同一时期的地区可加；时期之间不可加；否则为空。",
    "The latest period counts; areas of one level, one breakdown and one period add up, "
    "periods never; null otherwise.",
)
OF_ONE_AREA = Aggregation(
    f"areas = 1 and kinds = 1 and {NO_GAP}",
    False,
    "一个地区、一个分组首尾相接的时期可加；地区之间不可加；否则为空。",
    "Periods of one area and one breakdown without gap or overlap add up, areas never; "
    "null otherwise.",
)
NEVER = Aggregation(
    "figures = 1",
    True,
    "不可加：取最近时期的一个数；多于一个时为空。",
    "Does not add up: the one figure of the latest period; null for several.",
)
AGGREGATIONS = (WIDEST, LATEST, OF_ONE_AREA, NEVER)


def aggregation_of(quantity: Quantity) -> Aggregation:
    """How an indicator, or a metric, may be aggregated."""
    if quantity.over_areas == "sum":
        return WIDEST if quantity.over_time == "sum" else LATEST
    return OF_ONE_AREA if quantity.over_time == "sum" else NEVER


def explained(quantity: Quantity) -> tuple[str, str]:
    """What a quantity means, its unit, and how it adds up, in Chinese and English."""
    aggregation = aggregation_of(quantity)
    return (
        f"{quantity.definition}单位：{quantity.unit_name}。{aggregation.rule}",
        f"{quantity.definition_en} Unit: {quantity.unit_name_en}. {aggregation.rule_en}",
    )
