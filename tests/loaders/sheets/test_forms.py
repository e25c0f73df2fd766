from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import made_files as files
from support.sheets import by_label, figures_of, found, printed, reasons, sheet

from minzheng.loaders.formats.sheet import Sheet
from minzheng.loaders.sheets.forms import account, describe
from minzheng.loaders.sheets.periods import period_of

HEAD = "指标名称|单位|数量"


def test_a_monthly_table_gives_its_figures(tmp_path):
    figures = by_label(files.text(tmp_path, files.MONTHLY))
    assert len(figures) == 11
    spent = figures["I 城市低保金"]
    assert (spent.printed, spent.unit) == ("84,442.7", "万元")
    assert spent.label_path == (
        "一、综合",
        "(二)民政事业费累计支出",
        "2.社会救助",
        "(1)最低生活保障",
        "A 城市低保累计支出",
        "I 城市低保金",
    )


# Quirk 47.
def test_what_is_spent_or_registered_counts_from_january_and_people_stand_at_the_end(tmp_path):
    figures = by_label(files.text(tmp_path, files.MONTHLY))
    during = ("during", date(2019, 1, 1), date(2019, 5, 31))
    point = ("point", date(2019, 5, 31), date(2019, 5, 31))
    wanted = {"2.社会救助": during, "2.成立收养关系登记": during, "1.孤儿数": point, "1.镇": point}
    for label, timing in wanted.items():
        one = figures[label]
        assert (one.basis, one.period_start, one.period_end) == timing


@pytest.mark.parametrize(
    ("label", "unit", "basis"),
    [
        ("临时救助", "万人次", "during"),
        ("生活无着的流浪乞讨人员救助", "人次", "during"),
        ("结婚登记", "万对", "during"),
        ("火化遗体", "具", "during"),
        ("福利彩票销售", "亿元", "during"),
        ("结婚登记机构", "个", "point"),
        ("流浪乞讨救助站", "个", "point"),
        ("最低生活保障平均标准", "元/人·月", "point"),
    ],
)
def test_flows_are_told_by_their_labels(label, unit, basis):
    (figure,) = found(HEAD, f"{label}|{unit}|12")
    assert figure.basis == basis


# Quirks 21 and 47.
def test_a_note_on_stars_decides_what_is_cumulative():
    note = "注:1、乡包含民族乡|2、带“*”指标是本年截至统计期的累计数,其他是期末数据。"
    starred, plain = found(HEAD, "*领取人数|人|12", "临时救助|户|3", note)
    assert (starred.basis, plain.basis) == ("during", "point")


# Quirk 47.
def test_three_periods_stand_in_one_row_of_the_quarterly_form(tmp_path):
    figures = figures_of(files.text(tmp_path, files.QUARTERLY))
    row = [one for one in figures if one.label_path[-1].startswith("(三)")]
    assert [(one.column, one.printed, one.period_end) for one in row] == [
        ("数量", "42,532.1", date(2018, 9, 30)),
        ("上季度", "24,022.9", date(2018, 6, 30)),
        ("上月", "34,087.6", date(2018, 8, 31)),
    ]


def test_the_period_before_january_is_december(tmp_path):
    (now, before) = found(
        "民政统计月报表|",
        "编制单位:福建省|2020年度 01月份",
        f"{HEAD}|上期|环比",
        "累计支出|万元|76,164.3|714,496.8|-89.34",
    )
    assert (before.period_start, before.period_end) == (date(2019, 1, 1), date(2019, 12, 31))
    assert now.titled == before.titled == ("福建省",)


def test_a_code_of_the_area_goes_before_its_name(tmp_path):
    assert {one.titled[0] for one in figures_of(files.text(tmp_path, files.QUARTERLY))} == {
        "441900000000"
    }


# Quirk 8.
def test_the_row_of_letters_is_no_data_in_any_order():
    head = "指标名称|单位|代码|数量|上期"
    (figure,) = found(head, "甲|丙|乙|1|2", "1.镇|个|YZH011111000|2,016|")
    assert (figure.code, figure.printed) == ("YZH011111000", "2,016")


# Quirk 6.
def test_a_missing_unit_stays_missing(tmp_path):
    assert by_label(files.text(tmp_path, files.QUARTERLY))["(1)最低生活保障"].unit is None


# Quirk 6.
def test_a_value_in_the_column_of_units_is_reported():
    assert reasons(HEAD, "(1)困境儿童|487,828|", "1.镇|个|12") == {"cell=2,2": "slid"}


# Quirk 7.
def test_a_value_that_slid_into_the_growth_is_reported():
    lines = ("指标名称|单位|数量|上季度|环比|上月", "2.乡小计|个|31|31|31||")
    assert printed(*lines) == ["31", "31"]
    assert reasons(*lines) == {"cell=2,5": "growth_does_not_follow"}


def test_a_unit_in_a_column_of_figures_discredits_its_row():
    lines = (f"{HEAD}|上期", "1.镇||个|683", "2.乡|个|540|")
    assert printed(*lines) == ["540"]
    assert reasons(*lines) == {"cell=2,3": "slid", "cell=2,4": "slid"}


def test_thousands_that_part_a_cell_discredit_its_row(tmp_path):
    assert printed(HEAD, "合计|个|1|400", "镇|个|683") == ["683"]
    assert set(reasons(HEAD, "合计|个|1|400").values()) == {"beyond_header"}


# Quirk 29.
def test_large_growth_of_a_cumulative_figure_is_no_error(tmp_path):
    path = files.text(tmp_path, files.QUARTERLY)
    assert by_label(path)["2.退役安置"].printed == "7,028.0"
    assert by_label(path, "上季度")["2.退役安置"].printed == "10.0"


# Quirks 27 and 45.
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("42696\t530.5", "two_values"),
        ("66\n1", "two_values"),
        ('1268"', "not_a_number"),
        ("2(", "not_a_number"),
        ("1C", "not_a_number"),
        ("i 8", "not_a_number"),
        (",18", "not_a_number"),
        ("]", "not_a_number"),
        ("1,40", "not_a_number"),
        ("**.*", "masked"),
        ("=B2", "not_calculated"),
        ("#N/A", "not_a_number"),
    ],
)
def test_a_damaged_cell_is_reported_and_its_row_stays(cell, reason):
    lines = ("地区|人数|户数", f"昭阳区|{cell}|12")
    assert printed(*lines) == ["12"]
    assert reasons(*lines) == {"cell=2,2": reason}


# Quirk 26.
@pytest.mark.parametrize("marker", ["NA", "…", "-", "—", "城乡一体", "#"])
def test_a_marker_is_kept_as_printed(marker):
    assert printed("地区|农村低保标准", f"五华区|{marker}", "宜良县|4080") == [marker, "4080"]


@pytest.mark.parametrize("number", ["1,400", "57324.8", "１２３", "-7.04", "61.6%", "0"])
def test_a_number_is_kept_as_printed(number):
    assert printed("地区|人数", f"昭阳区|{number}") == [number]


def test_blanks_are_counted_and_never_filled():
    table = sheet(HEAD, "1.镇|个|683", "2.乡|个|")
    assert describe(table).cells == {"header": 3, "label": 2, "unit": 2, "figure": 1, "blank": 1}


# Quirk 20.
def test_labels_that_run_together_discredit_rows_until_the_next_section():
    lines = (
        HEAD,
        "#养老机构 四、社会救助 城市最低生活保障|个|245",
        "人数|人|7",
        "五、社区服务||",
        "站|个|9",
    )
    assert printed(*lines) == ["9"]
    assert reasons(*lines) == {
        "cell=2,1": "several_labels",
        "cell=2,2": "several_labels",
        "cell=2,3": "several_labels",
        "cell=3,2": "section_unknown",
        "cell=3,3": "section_unknown",
    }


# Quirk 16.
def test_a_collapsed_column_gives_no_figures():
    assert printed(HEAD, "1.镇\n2.乡|个\n个|683\n540") == []


def test_a_heading_without_number_stands_over_all_rows_until_the_next():
    figures = found(
        HEAD,
        "四、社会救助||",
        "城市最低生活保障||",
        "最低生活保障人数|万人|6.1",
        "农村最低生活保障||",
        "最低生活保障人数|万人|45.9",
        "城市特困人员救助供养人数|万人|0.6",
        "农村特困人员救助供养人数|万人|6.2",
        "临时救助|万人次|8.2",
    )
    assert [one.label_path[1:] for one in figures] == [
        ("城市最低生活保障", "最低生活保障人数"),
        ("农村最低生活保障", "最低生活保障人数"),
        ("农村最低生活保障", "城市特困人员救助供养人数"),
        ("农村最低生活保障", "农村特困人员救助供养人数"),
        ("农村最低生活保障", "临时救助"),
    ]


def test_a_part_stands_under_the_label_it_is_part_of():
    figures = found("项 目|2015年|2016年", "城镇低保人数(人)|8772|5806", "#“三无”人员|398|")
    assert figures[2].label_path == ("城镇低保人数(人)", "#“三无”人员")


# Quirks 5 and 12.
def test_years_as_columns_are_periods_and_ended_rows_are_blank():
    figures = found(
        "项 目|2015年|2016年", "社会救济|", "低保人数(人)|8772|5806", "三无人员(人)|398|"
    )
    assert [(one.period_end, one.unit, one.printed) for one in figures] == [
        (date(2015, 12, 31), "人", "8772"),
        (date(2016, 12, 31), "人", "5806"),
        (date(2015, 12, 31), "人", "398"),
    ]


# Quirk 13.
def test_years_repeat_under_a_header_of_groups(tmp_path):
    rows = [
        ["项目", "机构数(个)", "", "人员数(人)", ""],
        ["", 2010, 2011, 2010, 2011],
        ["养老", 1, 2, 3, 4],
    ]
    figures = figures_of(files.xlsx(tmp_path, rows, merged=["A1:A2", "B1:C1", "D1:E1"]))
    assert [(one.label_path, one.unit, one.column) for one in figures[1:3]] == [
        (("机构数(个)", "养老"), "个", "2011"),
        (("人员数(人)", "养老"), "人", "2010"),
    ]


# Quirk 11.
def test_two_panels_side_by_side_are_two_tables():
    figures = found("指标|单位|2020年|指标|单位|2020年", "养老机构|个|7|孤儿|人|9", "|||弃婴|人|1")
    assert [(one.label_path, one.unit) for one in figures] == [
        (("养老机构",), "个"),
        (("孤儿",), "人"),
        (("弃婴",), "人"),
    ]


# Quirk 1.
def test_a_label_column_repeated_for_the_next_page_names_the_same_area():
    figures = found("地区|人数|地区|户数", "昭阳区|7|昭阳区|3")
    assert [(one.area, one.label_path) for one in figures] == [
        ("昭阳区", ("人数",)),
        ("昭阳区", ("户数",)),
    ]


# Quirk 2.
def test_a_continued_table_keeps_period_and_unit():
    figures = found(
        "1-6 各地区低保人数 2020年3月|",
        "单位:人|",
        "地区|人数",
        "昭阳区|7",
        "|",
        "1-6 续表 1|",
        "地区|人数",
        "鲁甸县|9",
    )
    assert [(one.area, one.unit, one.period_end) for one in figures] == [
        ("昭阳区", "人", date(2020, 3, 31)),
        ("鲁甸县", "人", date(2020, 3, 31)),
    ]


# Quirks 3 and 4.
def test_two_units_in_the_note_are_the_unit_of_no_column():
    note = "填表单位:雨山区民政局 单位:人、元 填表日期:2021年7月3日"
    people, money = found(note, "地区|人数|累计资金支出数 (万元)", "雨山区|7|9")
    assert (people.unit, money.unit, money.basis) == (None, "万元", "during")
    assert people.period_end is None


def test_standards_hold_from_a_day(tmp_path):
    rows = [
        ["自2018年7月1日起实行", "", "", ""],
        ["州(市)", "县(市、区)", "城市低保标准", "农村低保标准"],
        ["", "", "元/人.月", "元/人.年"],
        ["昆明市", "五华区", 590, "城乡一体"],
        ["", "经开区", 590, 4080],
    ]
    figures = figures_of(files.xlsx(tmp_path, rows, merged=["A4:A5"]))
    day = date(2018, 7, 1)
    assert {(one.basis, one.period_start, one.period_end) for one in figures} == {
        ("effective", day, day)
    }
    assert [(one.within, one.area, one.unit, one.printed) for one in figures[1:3]] == [
        ("昆明市", "五华区", "元/人.年", "城乡一体"),
        ("昆明市", "经开区", "元/人.月", "590"),
    ]


def test_a_figure_over_the_rows_of_areas_is_of_each_and_over_columns_of_none(tmp_path):
    rows = [["地区", "城市", "农村"], ["甲县", 590, 7], ["乙县", "", 7], ["丙县", 8, ""]]
    path = files.xlsx(tmp_path, rows, merged=["B2:B3", "B4:C4"])
    assert [(one.area, one.printed) for one in figures_of(path) if one.column == "城市"] == [
        ("甲县", "590"),
        ("乙县", "590"),
    ]


def test_the_provincial_table_has_areas_as_rows():
    figures = found(
        "2021年2季度|",
        "地 区|民政事业费累计支出|镇|临时救助",
        "|亿元|个|万人次",
        "云南省|26.1|666|8.2",
    )
    assert [(one.label_path, one.unit, one.basis) for one in figures] == [
        (("民政事业费累计支出",), "亿元", "during"),
        (("镇",), "个", "point"),
        (("临时救助",), "万人次", "during"),
    ]
    assert figures[0].period_end == date(2021, 6, 30) and figures[0].area == "云南省"


def test_the_banner_of_a_section_is_no_figure(tmp_path):
    rows = [["指标名称", "单位", "数量"], ["一、综合", "", ""], ["1.镇", "个", 683]]
    (figure,) = figures_of(files.xlsx(tmp_path, rows, merged=["A2:C2"]))
    assert figure.label_path == ("一、综合", "1.镇")


# Quirk 22.
def test_advertising_is_no_heading():
    lines = (HEAD, "首发论坛:经济学家bbs.jjxj.org||", "镇|个|683")
    assert [one.label_path for one in found(*lines)] == [("镇",)]


def test_a_sheet_without_a_known_form_is_reported():
    assert list(reasons("昭阳区|683").values()) == ["unknown_form"]
    assert list(reasons("中国知网|http://www.cnki.net").values()) == ["no_table"]


def test_figures_above_the_first_header_are_reported():
    assert set(reasons("镇|683|540", HEAD, "乡|个|3").values()) == {"no_header"}


def test_a_column_with_an_unknown_header_is_reported():
    assert reasons("指标名称|单位|数量|占比", "支出|元|9|3") == {"cell=2,4": "unknown_column"}


def test_a_title_with_two_periods_has_none():
    figures = found("2019年5月和2019年6月|", HEAD, "镇|个|9")
    assert figures[0].reason == "several_periods" and figures[1].period_end is None


def test_what_the_caller_tells_fills_what_the_file_leaves_open():
    (figure,) = found(HEAD, "镇|个|9", period=period_of("2019-05"))
    assert figure.period_end == date(2019, 5, 31)


def test_a_period_that_contradicts_the_caller_is_a_problem():
    items = found("2019年5月|", HEAD, "镇|个|9", period=period_of("2019-06"))
    assert items[0].reason == "other_period"


def test_every_cell_is_accounted_for_once(tmp_path):
    lines = ("2019年5月|", HEAD, "一、综合||", "镇|个|9|x", "乡|7|", "|个|3", "村|个|i 8", "注:略|")
    table = sheet(*lines)
    kinds = [entry.kind for entry in account(table)]
    cells = sum(bool(text) for row in table.rows for text in row)
    assert len(kinds) - kinds.count("blank") == cells


def test_a_period_before_needs_to_know_how_often_the_form_is_filled_in():
    now, before = found("2018年9月|", f"{HEAD}|上期", "镇|个|9|8")
    assert now.period_end == date(2018, 9, 30) and before.period_end is None


def test_a_printed_run_of_months_counts_from_its_first():
    (figure,) = found("2020年4-7月|", HEAD, "累计支出|元|9")
    assert (figure.period_start, figure.period_end) == (date(2020, 4, 1), date(2020, 7, 31))


# Quirk 33.
@pytest.mark.parametrize(
    "unit",
    [
        "元/人·月",
        "元/人.月",
        "元人/.月",
        "元/人、月",
        "元/月",
        "万人次",
        "万人(次)",
        "人.次",
        "万张",
    ],
)
def test_every_spelling_of_a_unit_is_a_unit_in_a_header(unit):
    (figure,) = found("地区|标准", f"|{unit}", "昭阳区|590")
    assert (figure.unit, figure.column) == (unit, "标准")


TOKENS = (
    "",
    "",
    "指标名称",
    "单位",
    "代码",
    "数量",
    "上期",
    "环比",
    "地区",
    "2019年",
    "一、综合",
    "1.镇",
    "其中:民族乡",
    "个",
    "万元",
    "683",
    "1,400",
    "5.2",
    "城乡一体",
    "1\n2",
    "YZH011111000",
    "注:略",
    "2019年5月",
    "甲",
)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(TOKENS), max_size=7), max_size=9))
@example([["", "", "指标名称", "指标名称"]])
def test_no_cell_of_any_table_is_lost_or_read_twice(rows):
    table = Sheet(None, (("指标名称", "单位", "数量", "上期"), *map(tuple, rows)))
    entries = list(account(table))
    kinds = [entry.kind for entry in entries]
    placed = [entry.item.locator for entry in entries if entry.item and entry.item.printed]
    assert len(placed) == len(set(placed))
    cells = sum(bool(text) for row in table.rows for text in row)
    told = sum(1 for entry in entries if entry.item and not entry.item.printed)
    assert len(kinds) - kinds.count("blank") - told == cells


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(TOKENS), max_size=7), max_size=9))
def test_every_number_under_a_header_is_a_figure_a_growth_or_a_problem(rows):
    head = ("指标名称", "单位", "代码", "数量", "上期", "环比")
    table = Sheet(None, (head, *map(tuple, rows)))
    kinds = [entry.kind for entry in account(table)]
    numbers = sum(text in ("683", "1,400", "5.2") for row in rows for text in row[3:])
    read = sum(kinds.count(kind) for kind in ("figure", "earlier", "growth", "problem"))
    other_headers = len(describe(table).layouts) > 1
    assert numbers <= read or other_headers


def test_a_year_in_the_title_is_the_period_of_an_annual_report_only():
    annual, monthly = (
        found(f"2020年民政事业统计{kind}|", HEAD, "镇|个|9")[0].period_end
        for kind in ("年报", "月报表")
    )
    assert (annual, monthly) == (date(2020, 12, 31), None)


# Quirk 35.
def test_full_width_punctuation_is_read_like_the_narrow():
    head = "指标名称|数量\uff08万元\uff09"
    (figure,) = found("填表单位\uff1a雨山区民政局|", head, "支出|12.3")
    assert (*figure.titled, figure.unit, figure.column) == (
        "雨山区",
        "万元",
        "数量\uff08万元\uff09",
    )


def test_growth_without_the_period_before_is_not_judged():
    assert reasons(f"{HEAD}|环比", "镇|个|9|5.1") == {}


def test_the_row_of_letters_may_follow_a_blank_row():
    assert printed(HEAD, "", "甲|乙|1", "镇|个|9") == ["9"]


def test_who_signed_the_form_is_no_figure():
    lines = (HEAD, "镇|个|9", "填表人:张三|审核人:李四|报出日期:2020年4月3日")
    assert printed(*lines) == ["9"] and reasons(*lines) == {}


def test_headers_in_two_rows_are_read_together(tmp_path):
    rows = [
        ["指标名称", "", "单位", "数量", ""],
        ["", "", "", "本期", "上期"],
        ["低保", "人数", "人", 9, 8],
    ]
    path = files.xlsx(tmp_path, rows, merged=["A1:B2", "C1:C2", "D1:E1"])
    assert [(one.label_path, one.column, one.printed) for one in figures_of(path)] == [
        (("低保", "人数"), "本期", "9"),
        (("低保", "人数"), "上期", "8"),
    ]


def test_a_row_that_has_a_unit_but_no_figures_is_no_heading():
    figures = found("项目|2015年|2016年", "三无人员(人)||", "孤儿(人)|398|")
    assert [one.label_path for one in figures] == [("孤儿(人)",)]


@pytest.mark.parametrize(
    "labels",
    [
        ("一、综合", "(一)行政区划", "1.镇", "(1)建制镇", "A 城市", "I 城关"),
        ("一.综合", "（一）行政区划", "1、镇", "（1）建制镇", "A、城市", "Ⅱ城关"),
        ("二、综合", "(十一)区划", "10．镇", "其中:(1)建制镇", "B城市", "IV、城关"),
    ],
)
def test_each_way_of_numbering_leads_one_level_down(labels):
    figures = found(HEAD, *(f"{label}|个|1" for label in labels))
    assert figures[-1].label_path == labels
