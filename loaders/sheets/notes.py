"""What the lines below a table say of its figures: their unit, their day, or what is left out."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..formats.characters import LABEL, narrow
from ..formats.sheet import Sheet
from . import periods
from .cells import UNIT_AFTER, is_value, year
from .context import Doubt, is_note, known_units, read_texts
from .numbering import OF_WHICH, without_number
from .periods import Period

# 单位:万元, 单位 万元, 人数单位为百人; 填报单位 is an office.
UNIT = re.compile(
    r"(?:(?<![一-鿿])|(?<=[本该]表)|(?<=表中)|(?<=以上)|计量|计数|金额|货币|资金|支出|经费|标准|数量|人数|户数|数据)单位"
    r"(?:\s*:\s*|(?:均|都|一律)?[为是]|\s*(?=[十百千万亿]+[元人户]))([^\s。;]+)"
)
# 以万元为单位, 以千人计; 以家庭为单位 says nothing of figures.
UNIT_AS = re.compile(r"[以按]([十百千万亿]+[一-鿿]{1,2}?)(?:为|计)")
STAMP = re.compile(r"^\((?:盖章|公章|签章|章)\)")
# What a line says of the time of the data; when a form was filled in says nothing of it.
OF_TIME = re.compile(
    r"(?<![填上]报)(?<!报送)截[至止]|(?:数据|统计)(?:时点|时间|日期|期间?)?(?:截[至止]|均?[为是]|:)"
)
# 截至5月31日, of the year of the table.
DAY_ALONE = re.compile(r"截[至止]到?(\d{1,2})月(?:(\d{1,2})[日号])?")
SENTENCE = re.compile(r"[。;]")
# That not all is counted, or something else.
PARTIAL = re.compile(
    r"仅(?!供)|只(?=含|包|统|计|反|有|是|为|填|限|指)|(?:不|未)再?(?:含|包[括含]|计入|计算|统计|纳入)"
    r"|除(?!.{0,6}[注说]明)[^。;]{1,30}外|(?<![注说]明的)(?<![注说]明者)除外|剔除|扣除|(?:[,。;]|[而并为是])非(?!常)|其中不"
    r"|不在(?!册|编).{0,6}内"
)
# That something else than its label says is counted: 表中低保人数为新增人数, 支出为预计数.
OTHERWISE = re.compile(
    r"[为是系][^,。;]{0,2}?(?:新增|累计|年均|月均|平均|预计|估计|推算|测算|年初)|累计享受"
)
# 支出为1-11月数, 人数为11月底数: of another time than that of the table, unless it is the same.
OF_MONTHS = re.compile(r"[为是系](?:\d{1,2}[-—–~至])?(\d{1,2})月(?:份|底|末)?(?=数|情况|[,。;]|$)")
# Figures of all of China are without these.
OUTSIDE = re.compile(
    r"[(]?暂?[不未](?:含|包[括含])(?:中国|香港|澳门|台湾|特别行政区|地区|省|港澳台?|[、,和及与]|同胞|居民)+[)]?"
)
# What stands before the words that leave something out: a clause, and what is no label in it.
CLAUSE = re.compile(r"[,。;:]")
JOINING = re.compile(
    r"(?:19|20)\d\d年?(?:起|以来|以后)?|自|从|起|其?中|的|均|都|和|及|与|、|数据?|\d+[.、]|[(]\d+[)]|注"
)
# A label that is as long says which one it is; 合计 does too.
LONG = 2
# How a note begins that no title begins with.
BEGINS = re.compile(r"\s*(?:[(（]?(?:计量|金额)?单位|[*＊※]|[仅只不未除]|以上)")
# The mark of the rows or columns that a note is about.
MARK = re.compile(r"^\s*(?:注\s*[:：]?)?\s*([*＊※]|[①-⑳])")


def find_first(sheet: Sheet, begin: int, end: int) -> int:
    """The row of the first note; a line without a known beginning stands below all figures."""
    filled = [row for row in range(begin, end) if any(map(is_value, sheet.rows[row]))]
    last = filled[-1] if filled else begin
    rows = range(begin, end)
    found = (row for row in rows if is_note(sheet, row) or (row > last and is_remark(sheet, row)))
    return next(found, end)


def without_notes_before(sheet: Sheet, above: range) -> range:
    """The rows over a table, without the notes of the one before: a title stands after them."""
    filled = [row for row in above if any(sheet.rows[row])]
    for row, _next in pairwise(filled):
        text = next(filter(None, sheet.rows[row]))
        if not (BEGINS.match(text) and is_remark(sheet, row)):
            return above if row == filled[0] else range(row, above.stop)
    last = filled[-1:] if len(filled) > 1 else [above.start]
    return range(last[0], above.stop)


def is_remark(sheet: Sheet, row: int) -> bool:
    """Whether a row is one text that says something of the whole table."""
    own = {text for text in sheet.rows[row] if text}
    return len(own) == 1 and any(
        MARK.match(text) or find_noted(text) or OF_TIME.search(text) or is_partial(text)
        for text in own
    )


def find_units(lines: list[str]) -> tuple[str, ...]:
    """The units that notes give for the table; "" for one that is not known."""
    return known_units(unit for line in lines for unit in find_noted(line))


def find_noted(line: str) -> list[str]:
    text = narrow(line)
    found = [one.rstrip(",.") for one in UNIT.findall(text) if not STAMP.match(one)]
    return [*found, *UNIT_AS.findall(text)]


def is_partial(line: str) -> bool:
    return PARTIAL.search(OUTSIDE.sub("", narrow(line))) is not None


def find_doubts(
    lines: list[str], period: Period | None, table: list[tuple[str, ...]]
) -> Iterator[Doubt]:
    """Why figures may not be what the table says; ``table`` are the texts of its own rows.

    A mark that none of them has is one of all the table.
    """
    for line in lines:
        words = f"a note below the table says: {line[:LABEL]}"
        mark = MARK.match(line)
        is_marked = mark is not None and any(mark[1] in text for row in table for text in row)
        marked = mark[1] if mark and is_marked else ""
        for cue in (PARTIAL if is_partial(line) else None, OTHERWISE):
            if cue and cue.search(narrow(line)):
                names = () if is_marked else tuple(find_named(line, table, cue))
                yield Doubt("other_meaning", words, mark=marked, names=names)
        if ends := tuple(find_ends(line, period)):
            yield Doubt("several_periods", words, ends=ends)


def find_named(line: str, table: list[tuple[str, ...]], cue: re.Pattern[str]) -> Iterator[str]:
    """The labels of a table that its note leaves something out of; none if it may be of others.

    2014年起农村养老服务机构中不含敬老院 says nothing of the other rows.
    """
    texts = (text for row in table for text in row)
    labels = {strip_number(text) for text in texts if not is_value(text) and not year(text)}
    found = cue.search(narrow(line))
    if found is None or len(cue.findall(OUTSIDE.sub("", narrow(line)))) > 1:
        return
    said = CLAUSE.split(narrow(line)[: found.start()])[-1]
    rest = said
    names = sorted((one for one in labels if len(one) >= LONG and one in said), key=len)
    for name in reversed(names):
        rest = rest.replace(name, "")
    if names and not JOINING.sub("", rest):
        yield from names


def strip_number(text: str) -> str:
    return UNIT_AFTER.sub("", OF_WHICH.sub("", without_number(narrow(text)), count=1))


def find_ends(line: str, period: Period | None) -> Iterator[date]:
    """The days at which the data stand, by a note."""
    for sentence in SENTENCE.split(periods.strip_other_dates(line)):
        if period and (months := OF_MONTHS.search(narrow(sentence))):
            whole = periods.months(period.end.year, int(months[1]), int(months[1]))
            yield from filter(None, (whole and whole.end,))
        cue = OF_TIME.search(sentence)
        if cue is None:
            continue
        said = sentence[cue.start() :]
        named = periods.find_days(said) or periods.find_spans(said)
        yield from (one.end for one in named or periods.find_plain_years(said))
        if not named and period and (alone := DAY_ALONE.search(said)):
            month = int(alone[1])
            whole = periods.months(period.end.year, month, month)
            day = periods.day_of(str(period.end.year), alone[1], alone[2]) if alone[2] else None
            yield from filter(None, (day or (whole and whole.end),))


def read_lines(sheet: Sheet, rows: range) -> list[str]:
    """The lines of notes, each once."""
    texts = (text for row in read_texts(sheet, rows) for text in row)
    return list(dict.fromkeys(line for text in texts for line in text.split("\n") if line.strip()))
