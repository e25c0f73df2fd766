"""What stands around a table: its period, area, unit, form, and the notes below it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from ..formats.characters import LABEL, narrow
from ..formats.sheet import Sheet
from ..resolve.lexicon import APART, take_apart
from ..resolve.places import known_names, short_names
from . import cells, periods
from .periods import Period
from .sheet_columns import TOTALS
from .table_headers import Header

# What parts two captions in one cell.
WIDE_BLANK = re.compile(r"\s{2,}")
# What a line says of the form itself.
NO_CAPTION = re.compile(
    r"(?:(?:资料|数据|信息)?来源|责任编辑|索引号|(?:表\s*)?号|机关|文\s*号|有效期|日期|时间"
    r"|地区|区划|编码|代码|电话|单位(?:名称)?)\s*[:\uff1a]|^\s*续"
)
# What a form says of itself: its number, who approved it, and the code of its area.
FIELD = re.compile(
    r"(?:表\s*号|(?:制表|批准|批转|发布)机关|(?:批准|备案)?文号|有效期至?|(?:地区|区划)(?:编码|代码))"
    r"\s*[:\uff1a]\s*[^\s\u3000]*"
)
# Of the name of a sheet: Sheet1.
LATIN = re.compile("[A-Za-z]+")
# Names of administrative units are not longer.
LONGEST_NAME = 20
# A title is near its table.
TITLE_LINES = 8
AREA = re.compile(
    r"(?:填表|编制|填报|制表)单位(?:名称)?\s*[:\uff1a]\s*(\S+)|(?:地区|行政区划?)(?:名称)?\s*[:\uff1a]\s*(\S+)"
)
AREA_CODE = re.compile(r"(?:地区|行政区划|区划)(?:编码|代码)\s*[:\uff1a]\s*(\d{12}|\d{6})(?!\d)")
UNIT = re.compile(r"(?<![一-鿿])(?:计量|金额|货币|资金|人数|户数)?单位\s*[:\uff1a]\s*(\S+)")
# 孤儿情况 单位:人: what follows the words of a title in its cell.
UNIT_NOTE = re.compile(r"[(]?(?:计量)?单位:.*$")
SUBJECT = re.compile(r"^\s*指标\s*[:\uff1a]\s*(.+)$", re.M)
# 单位:人,金额单位:万元.
OF_UNIT = re.compile(r"^[一-鿿]*单位:")
# Between the units of one note.
AND = re.compile(r"[、,，;；和及]")
NOTE = re.compile(
    r"\s*(?:注\s*[:\uff1a]|注\d|备注|说明\s*[:\uff1a]|(?:数据|资料)来源"
    r"|(?:单位|统计)?负责人|(?:制表|填表|填报|审核|复核)人|报出日期"
    r"|(?:填表|编制|填报|制表)单位(?:名称)?\s*[:\uff1a])"
)
PREAMBLE = re.compile(r"续表|单位[:\uff1a]|表\s*号|制表机关|批[准转]机关|地区编码|报表|统计表")
# What fills in a form is an office of its area.
OFFICE = re.compile(r"(?:人民政府)?(?:民政|统计|社会救助|社会事务)?(?:厅|局|处|科|中心|办公室)$")
# What is no part of a name: 女性城市低保 and 低保人数分县 begin with none, 盐城市 is one.
NO_NAME = (
    r"(?<=[一-鿿]{2})城市|社区|农村|城乡|低保|特困|救助|保障|养老|机构|登记|福利|居民|家庭|对象|人数"
    r"|边境|沿边|沿海|边疆|(?<![一-鿿])山区|牧区|革命老区|民族地区|部分|专区|情况|统计|分[县市区州]|各[县市区州地]|行政|所[属辖]|不含|不包括|除外|除(?=[一-鿿]+外)"
)
PLACE = re.compile(
    rf"全国|(?:(?!{NO_NAME})[一-鿿]){{2,11}}?(?:省|自治区|自治州|地区|州|市|盟|县|区|旗)"
)
_ORDINAL = "[一二三四五六七八九十〇○零]"
# A time, as a whole: 日照市, 四川省 and 上海市 begin with characters of one.
TIME = (
    r"(?:19|20)\d\d年?[-—–~至到]+(?:19|20)\d\d年度?|\d{1,2}[-—–~至到]\d{1,2}月份?"
    rf"|(?:(?:19|20)\d\d|[一二]{_ORDINAL}{{3}})年度?|(?:\d{{1,2}}|{_ORDINAL}{{1,3}})(?:月份?|[日号])"
    rf"|第?[1-4一二三四]季度?|[上下]半年|前[1-4一二三四]个?季度?|[年月季]?[末底初]"
)
BEFORE_PLACE = re.compile(
    rf"^(?:\((?:{TIME})+\)|{TIME}|起?(?:执行|实施|施行)|(?!\d+周?岁)[\d()\[\]./—–~-]+|{_ORDINAL}+[、.]|\({_ORDINAL}+\)|[月季年]?报表?|关于|公[布示告]|发布|印发|附?件?(?:\d+|{_ORDINAL}+)?[:：]"
    rf"|(?:附?表|附件|续表)(?:\d+|{_ORDINAL}+(?![一-鿿]))?|截[至止]到?|[至到]|主要年份|历年|[各分](?:[省市州县区旗盟]+(?![一-鿿]?级)|地区))*"
)
# An office, whose place goes before that of its table: 长沙市民政局2023年6月望城区低保情况.
OFFICE_OF_PLACE = re.compile(r"^(?:(?:人民政府)?(?:民政|统计)?(?:厅|局))?")
# What may follow the short name of a province: 云南昆明 and 山西路 are other places.
AFTER_PROVINCE = (
    r"$|\d|[(、:]|[各分全]|城[市乡镇]|农村|居民|最低|低保|特困|临时|困难|社会|社区|民政|民间|养老|老年|高龄|儿童"
    r"|孤儿|残疾|婚姻|结婚|离婚|登记|收养|殡葬|火化|福利|慈善|行政|村委|基层|流浪|[一-鿿]{2}[市州盟县区旗]"
)
# 衡阳市、长沙市: which of them a figure is of, nobody says.
AND_PLACE = re.compile(rf"^[、和与及](?={PLACE.pattern}|[各分][省市州县区])")
# A town of the place that a title names: it is none of the list of areas.
TOWN = re.compile(
    r"((?![各全分所农城乡辖])[一-鿿]{2,7}?)(?:街道|镇(?![级居区])|(?<!城)乡(?![镇村级])|社区(?![养服居治建组矫]))"
)
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
KIND_OF_TABLE = re.compile(r"(?:情况)?(?:统计)?(?:一览)?表?(?=(?:\([^()]*\))?$)")
REPORT = re.compile(r"月报|季报|年报|报表|表号|国统制|制表机关")
PART_OF_CITY = re.compile(r"城区|区(?![县划域])|直(?![属接辖])")
OFTEN = re.compile(r"[月季]报|月度|季度|半年")
QUARTERLY = re.compile(r"季报|季度报")
MONTHLY = re.compile(r"月报|月份报")


@dataclass(frozen=True)
class Context:
    """What the rows above a table, its caption and its notes say of all its figures.

    ``units`` are those of its notes; if one of them is no unit, all of them are unknown, "".
    ``sheet_months`` and ``sheet_year`` are what the sheet is named for; ``is_of_sheet``: its months
    are those of the figures. The flows of a regular report, ``is_report``, count since January.
    ``subject`` is what the table is said to be about. ``captions`` are what stands over it beside
    its title. ``titled`` are the area and names of places that stand in titles; those of ``about``
    are the places of titles alone, without the offices that issued them. ``doubts`` are what notes
    below the table say against its figures. ``is_coded``: the code of the area stands over it.
    """

    period: Period | None
    conflict: tuple[Period, ...]
    units: tuple[str, ...]
    form: str | None
    notes: str
    title: str = ""
    titled: tuple[str, ...] = ()
    sheet_months: tuple[int, int] | None = None
    sheet_year: int | None = None
    is_of_sheet: bool = False
    is_report: bool = False
    subject: str = ""
    captions: tuple["Caption", ...] = ()
    about: tuple[str, ...] = ()
    doubts: tuple["Doubt", ...] = ()
    is_coded: bool = False

    @property
    def topic(self) -> str:
        """What the title says is counted."""
        return find_topic(self.title, is_coded=self.is_coded)

    @property
    def year(self) -> int | None:
        return self.period.end.year if self.period else None


@dataclass(frozen=True)
class Doubt:
    """Why figures may not be what their table says, by a note below it.

    It is about those whose labels have its ``mark``, or one of ``names``, which are labels of the
    table, and those that end on none of ``ends``, the days at which the data stand. What sums up
    others may hold what is left out of one of them.
    """

    reason: str
    message: str
    mark: str = ""
    ends: tuple[date, ...] = ()
    names: tuple[str, ...] = ()

    def is_about(
        self, words: str, end: date | None, table: date | None, *, is_sum: bool = False
    ) -> bool:
        """Whether it is about a figure with these labels and end, in a table with its own end."""
        if self.names:
            return is_sum or any(name in words for name in self.names)
        if not self.ends:
            return self.mark in words
        if end is None or end in self.ends:
            return False
        return end == table or end > max(self.ends)


@dataclass(frozen=True)
class Caption:
    """What a line over a table says is counted, and over which columns.

    Its ``parts`` stand apart by blanks in one cell, as the captions of two tables side by side do.
    """

    columns: range
    parts: tuple[str, ...]

    def over(self, column: int, side: int, sides: int) -> str:
        """What it says of a column, in the table ``side`` of so many that stand side by side."""
        if column not in self.columns:
            return ""
        return self.parts[side] if len(self.parts) == sides else APART.join(self.parts)


def read_texts(sheet: Sheet, rows: range) -> list[tuple[str, ...]]:
    """The texts of each row, each once."""
    return [tuple(dict.fromkeys(text for text in sheet.rows[row] if text)) for row in rows]


def read_context(sheet: Sheet, above: range, notes: range) -> Context:
    rows = [tuple(find_title_lines(sheet)), *read_texts(sheet, above)]
    whole = "\n".join(text for row in rows for text in row)
    found = find_periods(rows)
    sheet_year, sheet_months = find_sheet_time(sheet.name or "")
    years = {one.end.year for row in rows for text in row for one in periods.find_plain_years(text)}
    # A year alone is not the period of a monthly or quarterly report.
    is_often = OFTEN.search(narrow(whole)) is not None and sheet_months is None
    if not found and len(years) == 1 and not is_often:
        found = [periods.whole_year(*years)]
    if not found and sheet_year and not is_often:
        found = [periods.whole_year(sheet_year)]
    title = next((text for row in rows for text in row if text), "")
    return Context(
        period=found[0] if len({period.end for period in found}) == 1 else None,
        conflict=tuple(found) if len({period.end for period in found}) > 1 else (),
        units=find_units(whole),
        form=find_form(whole, found),
        notes="\n".join(text for row in read_texts(sheet, notes) for text in row),
        title=title,
        is_coded=AREA_CODE.search(whole) is not None,
        subject=find_subject(whole),
        sheet_months=sheet_months,
        sheet_year=sheet_year,
        captions=tuple(find_captions(sheet, above, title)),
        is_report=REPORT.search(narrow(whole)) is not None,
        titled=find_titled(sheet, above, notes),
        about=tuple(name for row in rows for text in row for name in find_own_places(text)),
    )


def find_sheet_time(name: str) -> tuple[int | None, tuple[int, int] | None]:
    """The year and the months that a sheet is named for: 2023年5月, 5月份城市低保, 2023."""
    period = periods.period_of(name)
    if period is None or period.kind == "day":
        years = {one.end.year for one in periods.find_plain_years(name)}
        return (years.pop() if len(years) == 1 else None), periods.find_months(name)
    months = (period.start.month, period.end.month)
    return period.end.year, None if period.kind == "year" else months


def find_captions(sheet: Sheet, above: range, title: str) -> Iterator[Caption]:
    """What the rows over a table beside its title, and the name of its sheet, say is counted."""
    width = range(sheet.width)
    for row in above:
        own = [sheet.cell(row, at) for at in width]
        begins = [at for at in width if own[at] and (at == 0 or own[at] != own[at - 1])]
        said = {at: parts for at in begins if (parts := topics_of(own[at]))}
        if [*said.values()] == [(find_topic(title),)]:
            continue
        # 合计 beside 城市低保 is a group too, of which nothing else is said.
        groups = [at for at in begins if at in said or TOTALS.fullmatch(narrow(own[at]))]
        for at, end in pairwise([*groups, sheet.width]):
            if at not in said:
                continue
            parts = said[at]
            is_group = len(groups) > 1 or (at > 0 and sheet.merged((row, at), (row, at + 1)))
            merged = [place for place in range(at, end) if own[place] == own[at]]
            columns = range(at, merged[-1] + 1 if len(merged) > 1 else end)
            yield Caption(columns if is_group else width, parts)
    named = find_topic(sheet.name or "")
    if take_apart(LATIN.sub("", named)):
        yield Caption(width, (named,))


def topics_of(text: str) -> tuple[str, ...]:
    """What a line over a table says is counted, apart where blanks part it."""
    if NOTE.match(text) or NO_CAPTION.search(text):
        return ()
    topics = (find_topic(part) for part in WIDE_BLANK.split(text))
    return tuple(topic for topic in topics if take_apart(topic))


def find_titled(sheet: Sheet, above: range, notes: range) -> tuple[str, ...]:
    """The area and the names of places in the titles, the rows above and the name of a sheet.

    The office that filled in a form may stand below it.
    """
    rows = [tuple(find_title_lines(sheet)), *read_texts(sheet, above)]
    whole = "\n".join(text for row in rows for text in row)
    below = "\n".join(text for row in read_texts(sheet, notes) for text in row)
    lines = [*whole.split("\n"), sheet.name or ""]
    offices = filter(None, (find_area(whole), find_area(below)))
    areas = [name for office in offices for name in find_places(office) or [office]]
    towns = filter(None, map(find_town, lines))
    return (*areas, *(name for line in lines for name in find_places(line)), *towns)


def find_town(title: str) -> str | None:
    """The town or community that the words of a title begin with, whose name is no known word."""
    town = TOWN.match(find_topic(title))
    is_name = town is not None and {part.kind for part in take_apart(town[1])} == {"other"}
    return town[0] if town and is_name else None


def find_title_lines(sheet: Sheet) -> list[str]:
    """The caption; without one the last lines before the table, from the one that names a period
    on, or else that of the whole page too."""
    if sheet.caption or not sheet.before:
        return sheet.caption.split("\n")
    page, *lines = sheet.before
    near = lines[-TITLE_LINES:]
    dated = [
        at
        for at, line in enumerate(near)
        if periods.find_spans(line) or periods.find_effective_days(line)
    ]
    return near[dated[-1] :] if dated else [page, *near]


def find_periods(rows: list[tuple[str, ...]]) -> list[Period]:
    """The day from which standards hold; else months and quarters; else the year of a 年报."""
    own = [text for row in rows for text in row]
    days = [day for text in own for day in periods.find_effective_days(text)]
    spans = [period for row in rows for period in find_spans_of_row(row)]
    return days or spans or [year for text in own for year in periods.find_reported_years(text)]


def find_spans_of_row(row: tuple[str, ...]) -> list[Period]:
    """The periods in the cells of a row, or in the row where year and month stand apart."""
    return [one for text in row for one in periods.find_spans(text)] or periods.find_spans(
        " ".join(row)
    )


def find_form(text: str, found: list[Period]) -> str | None:
    """How often the form is filled in: 上期 is the period before."""
    if QUARTERLY.search(narrow(text)) or any(period.kind == "quarter" for period in found):
        return "quarter"
    return "month" if MONTHLY.search(narrow(text)) else None


def find_area(text: str) -> str | None:
    """As printed: the code where there is one, else the name."""
    if code := AREA_CODE.search(text):
        return code[1]
    name = AREA.search(text)
    return OFFICE.sub("", name[1] or name[2]) if name else None


def find_places(title: str) -> list[str]:
    """What stands before 各县, 民政统计 and the like: of 云南省昆明市 the city goes first."""
    return [name for name, _is_office in read_places(title)][::-1]


def find_own_places(title: str) -> list[str]:
    """The places of a title, without those whose office issued it: of 长沙市民政局 none."""
    return [name for name, is_office in read_places(title) if not is_office]


def read_places(title: str) -> Iterator[tuple[str, bool]]:
    """The places that a title names, and whether each is that of an office."""
    # Titles are short; a page may have no end of line.
    text = without_number(title)
    for inside in IN_BRACKETS.findall(text):
        yield from ((short_names().get(name, name), False) for name in split_places(inside))
    while place := place_before(text):
        rest = AND_PLACE.sub("", text[len(place) :])
        office = OFFICE_OF_PLACE.match(rest)
        yield short_names().get(place, place), bool(office and office[0])
        # 北京市2023年6月朝阳区: a time may stand between.
        text = without_office(rest)


def split_places(text: str) -> list[str]:
    """The places of a text that is nothing else: 南宁市武鸣区; none of another."""
    found: list[str] = []
    while place := place_before(text):
        found.append(place)
        text = text[len(place) :]
    return [] if text else found


def place_before(text: str) -> str | None:
    """The place that a text begins with: a known one, or whatever ends as the name of one does."""
    if known := known_place(text):
        return known
    found = PLACE.match(text)
    return found[0] if found else None


def known_place(text: str) -> str | None:
    """The longest known name that a text begins with, or a short one: 长沙 of 长沙低保情况."""
    lengths = range(min(len(text), LONGEST_NAME), 1, -1)
    full = next((text[:length] for length in lengths if text[:length] in known_names()), None)
    short = None if full else short_place().match(text)
    return short[0] if short else full


@cache
def short_place() -> re.Pattern[str]:
    """A province or city as titles name it for short; 吉林市 and 海南州 begin with other names."""
    names = "|".join(sorted(short_names(), key=len, reverse=True))
    return re.compile(rf"(?:{names})(?![省市州县区盟旗]|自治)(?={AFTER_PROVINCE}|{names})")


def without_number(title: str) -> str:
    """A title without the number and the time before its words."""
    words = narrow(periods.TABLE_NUMBER.sub("", title[:LABEL]))
    return BEFORE_PLACE.sub("", words, count=1)


def without_office(text: str) -> str:
    """What follows the name of a place, without its office and a time."""
    return BEFORE_PLACE.sub("", OFFICE_OF_PLACE.sub("", text, count=1), count=1)


# Each figure of a table asks for that of its title.
@lru_cache(maxsize=1_000)
def find_topic(title: str, *, is_coded: bool = False) -> str:
    """What a title says is counted: 低保人数 of 2021年昆明市低保人数统计表(人).

    A name that is not known says of which places something is told, as 贫困县 does, unless the
    code of the area stands beside it.
    """
    words = FIELD.sub(" ", cells.without_translation(title))
    text = UNIT_NOTE.sub("", without_number(words))
    find = place_before if is_coded else known_place
    while place := find(text):
        rest = AND_PLACE.sub("", text[len(place) :])
        if PART_OF_CITY.match(rest) and not known_place(rest):
            # 绍兴市城区: a part of the place, which is told by its last character too.
            text = place[-1] + rest
            break
        text = without_office(rest)
    # 低保标准(自2023年7月1日起执行): a time says nothing of what is counted.
    for inside in IN_BRACKETS.findall(text):
        is_place = any(map(known_place, split_places(inside)))
        if is_place or periods.find_days(inside) or periods.find_spans(inside):
            text = text.replace(f"({inside})", "")
    return KIND_OF_TABLE.sub("", text, count=1)


def find_subject(text: str) -> str:
    """What a query was about, whose answer is the table: 指标:结婚登记(万对)."""
    found = SUBJECT.search(text)
    return found[1].strip() if found else ""


def find_units(text: str) -> tuple[str, ...]:
    """The units that notes give for the table, 户 and 人 of 单位:户、人; "" for one not known."""
    noted = [*map(narrow, UNIT.findall(text))]
    # A title ends with the unit of its table: 城乡低保标准(元/月).
    titles = (line for line in text.split("\n") if not UNIT.search(line))
    noted += filter(None, map(cells.unit_in, titles))
    return known_units(noted)


def known_units(noted: Iterable[str]) -> tuple[str, ...]:
    """The units in the words of notes, each once; "" for one not known. An office is none."""
    # (单位:人), but 单位:万人(户) as it stands.
    bare = (note if "(" in note else note.rstrip(")") for note in noted)
    notes = (note for note in bare if not names_office(narrow(note)))
    parts = (OF_UNIT.sub("", unit) for note in notes for unit in AND.split(note))
    found = tuple(dict.fromkeys(filter(None, parts)))
    return tuple(unit if cells.is_unit(unit) else "" for unit in found)


def names_office(text: str) -> bool:
    return bool(OFFICE.search(text) or PLACE.fullmatch(text))


def is_note(sheet: Sheet, row: int) -> bool:
    first = next((text for text in sheet.rows[row] if text), "")
    return NOTE.match(first) is not None


def find_preamble(sheet: Sheet, header: Header, floor: int) -> range:
    """The rows above a header that belong to it: titles and units, down to the block before."""
    start = header.start
    while start > floor and is_preamble(sheet, start - 1, first=floor == 0):
        start -= 1
    return range(start, header.start)


def is_preamble(sheet: Sheet, row: int, *, first: bool) -> bool:
    own = {text for text in sheet.rows[row] if text}
    if first or not own:
        return True
    if is_note(sheet, row):
        return False
    return len(own) == 1 or any(PREAMBLE.search(text) for text in own)
