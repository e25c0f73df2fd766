"""Whether a figure counts since 1 January (during) or stands at the end of the period (point).

In this order:
1. A note says that * marks what is cumulative: then the * decides.
2. 累计 in the label or in one above it, or over the column.
3. A place or body (机构, 床位, 站 …) is a stock.
4. What is spent, sold, registered or done is counted, as the forms of the ministry define:
   支出, 销售, 临时救助, 流浪乞讨救助, 结婚, 离婚 and 收养登记, 火化.
5. Everything else is a stock.
"""

import re
from collections.abc import Sequence

from ..formats.characters import narrow

CUMULATIVE = re.compile(r"累计|支出")
STANDING = re.compile(r"机构|床位|站|中心|设施|场所|单位数|处$|标准")
COUNTED = re.compile(
    r"销售|发行|临时救助|流浪乞讨.*救助|结婚登记|离婚登记|登记结婚|登记离婚|收养登记|收养关系登记|火化"
)
STARRED = re.compile(r"(?:带|标|注|有)?[“\"]?\*[”\"]?.*累计")


def is_flow(path: Sequence[str], unit: str | None, notes: str) -> bool:
    """``path`` is every label and header that stands over the figure."""
    labels = [narrow(label) for label in path]
    if is_sum_where_starred(notes):
        return any("*" in label for label in labels)
    if any(CUMULATIVE.search(label) or "*" in label for label in labels):
        return True
    if labels and STANDING.search(labels[-1]):
        return False
    return any(COUNTED.search(label) for label in labels) or counts_events(unit)


def is_sum_where_starred(notes: str) -> bool:
    """Whether a note says that what has a * counts since January."""
    return STARRED.search(narrow(notes)) is not None


def counts_events(unit: str | None) -> bool:
    return unit is not None and re.search(r"人\W*次", unit) is not None
