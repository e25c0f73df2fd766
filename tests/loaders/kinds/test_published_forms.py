"""Forms of other offices, months and provinces, as files of every kind."""

import csv
import io
from datetime import date

import pytest
from openpyxl import Workbook
from support import made_files as files
from support.loading import load
from support.resolved import faults, rows, said
from support.sheets import figures_of

from minzheng.loaders.options import LoadOptions
from minzheng.loaders.sheets.periods import period_of

pytestmark = pytest.mark.once

PROVINCES = [
    ["2023年1季度各省（区、市）民政统计数据", "", "", "", "", ""],
    ["地   区", "民政事业费累计支出", "镇", "城市低保人数", "临时救助", "孤儿"],
    ["", "亿元", "个", "万人", "万人次", "人"],
    ["全  国", "1042.6", "21389", "672.1", "120.1", "156000"],
    ["内蒙古", "30.1", "509", "28.4", "3.3", "1801"],
    ["广  西", "40.2", "806", "22.9", "9.1", "9012"],
]
NEWER = [
    ["民政统计季报表", "", "", "", "", ""],
    ["填报单位：邵阳市民政局", "", "2024年3季度", "", "", ""],
    ["指标名称", "代码", "计量单位", "本期数", "上期数", "环比(%)"],
    ["甲", "乙", "丙", "1", "2", "3"],
    ["一、综合", "JZH011000000", "", "", "", ""],
    ["(二)民政事业费累计支出", "JZH011310000", "万元", "210221.3", "140002.1", "50.16"],
    ["2.社会救助", "JZH011212000", "万元", "150000", "100000", "50"],
    ["(2)特困人员救助供养支出", "YZH011222000", "万元", "25000", "17000", "47.06"],
]
HEAD = ["指标名称", "单位", "数量"]
TOWNS = [["一、综合", "", ""], ["(一)行政区划", "", ""], ["1.镇", "个", "683"]]


def table(tmp_path, lines, encoding="utf-8", delimiter=",", name="table.csv"):
    content = io.StringIO()
    csv.writer(content, delimiter=delimiter).writerows(lines)
    return files.text(tmp_path, content.getvalue(), encoding, name)


# Quirk 43.
@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("gbk", ","), ("gb18030", "\t"), ("utf-8-sig", ";"), ("utf-8", "|")],
)
def test_the_table_of_provinces_is_read_from_csv_of_any_kind(
    bundled, tmp_path, encoding, delimiter
):
    found = rows(bundled, table(tmp_path, PROVINCES, encoding, delimiter))
    assert said({"": found["cell=5,4"]}, "area", "indicator", "breakdown", "carried", "unit") == [
        ("150000", "dibao_persons", "residence=urban", "万", "person")
    ]
    assert [row["area"] for row in found.values()][::5] == ["000000", "150000", "450000"]
    since = found["cell=5,5"]
    assert (since["period_start"], since["period_end"]) == ("2023-01-01", "2023-03-31")


def test_a_single_label_means_less_than_the_same_one_under_a_heading(bundled, tmp_path):
    lines = [["2023年1季度"], ["地区", "养老机构床位"], ["", "镇"], ["北京市", "12"]]
    path = files.xlsx(tmp_path, lines)
    assert {reason for reason, _words in faults(bundled, path)} == {"unknown_label"}


# Quirk 40.
def test_the_newer_form_has_its_code_before_the_unit_and_its_office_for_an_area(bundled, tmp_path):
    found = rows(bundled, files.xlsx(tmp_path, NEWER, merged=["A1:F1"]))
    assert {row["area"] for row in found.values()} == {"430500"}
    assert said(found, "indicator", "period_end", "printed") == [
        ("civil_affairs_expenditure", "2024-09-30", "210221.3"),
        ("civil_affairs_expenditure", "2024-06-30", "140002.1"),
        ("assistance_expenditure", "2024-09-30", "150000"),
        ("assistance_expenditure", "2024-06-30", "100000"),
        ("tekun_expenditure", "2024-09-30", "25000"),
        ("tekun_expenditure", "2024-06-30", "17000"),
    ]


@pytest.mark.parametrize(
    ("title", "area", "end"),
    [
        ("二〇二〇年三月云南省民政统计月报表", "530000", "2020-03-31"),
        ("云南省昆明市2020年第1季度民政统计季报表", "530100", "2020-03-31"),
        ("2020年上半年云南省民政统计表", "530000", "2020-06-30"),
        ("云南省民政统计（2020年1月至7月）", "530000", "2020-07-31"),
        ("民政统计月报表(楚雄州) 2020/05", "532300", "2020-05-31"),
        ("云南省民政事业发展统计年报（2020年）", "530000", "2020-12-31"),
    ],
)
def test_the_title_names_area_and_period(bundled, tmp_path, title, area, end):
    (row,) = rows(bundled, files.xlsx(tmp_path, [[title], HEAD, *TOWNS])).values()
    assert (row["area"], row["period_end"]) == (area, end)


def test_a_table_about_another_area_than_the_caller_says_is_refused(bundled, tmp_path):
    path = files.xlsx(tmp_path, [["编制单位:福建省", "2020年3月"], HEAD, *TOWNS])
    assert [reason for reason, _words in faults(bundled, path, area="530000")] == ["other_area"]


# Quirk 18.
def test_titles_stand_outside_of_the_tables_of_a_page(bundled, tmp_path):
    lines = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}</tr>" for row in [HEAD, *TOWNS])
    titles = [f"<p>福建省2020年{month}月民政统计月报表</p>" for month in (3, 4)]
    page = f"<title>2019年数据</title><body>{''.join(f'{t}<table>{lines}</table>' for t in titles)}"
    path = files.text(tmp_path, page, name="page.html")
    assert faults(bundled, path) == []
    assert {row["area"] for row in rows(bundled, path).values()} == {"350000"}
    assert [one.period_end for one in figures_of(path)] == [date(2020, 3, 31), date(2020, 4, 30)]


def test_a_standard_in_a_table_of_a_quarter_held_at_its_end(bundled, tmp_path):
    lines = [
        ["2020年第四季度湖南省各县市区城乡低保标准"],
        ["市州", "县市区", "城市低保标准（元/月）", "农村低保标准（元/年）"],
        ["长沙市", "芙蓉区", "650", "7800"],
    ]
    assert said(
        rows(bundled, table(tmp_path, lines, "gb18030", "\t")), "basis", "period_end", "unit"
    ) == [
        ("point", "2020-12-31", "CNY/person/month"),
        ("point", "2020-12-31", "CNY/person/year"),
    ]


def test_a_list_of_standards_has_serial_numbers_and_units_in_its_header(bundled, tmp_path):
    lines = [
        ["(从2021年1月1日起执行)", "", "", "", ""],
        ["序号", "设区市", "县(市、区)", "城市低保标准(元/月·人)", "农村低保标准(元/人·年)"],
        [1, "南宁市", "兴宁区", 790, 5500],
        [2, "", "横州市", 700, "城乡一体"],
    ]
    path = files.xlsx(tmp_path, lines, merged=["B3:B4"])
    found = rows(bundled, path)
    assert said(found, "area", "breakdown", "basis", "printed") == [
        ("450102", "residence=urban", "effective", "790"),
        ("450102", "residence=rural", "effective", "5500"),
        ("450181", "residence=urban", "effective", "700"),
    ]
    assert [reason for reason, _words in faults(bundled, path)] == ["marker"]


def test_a_figure_that_is_printed_again_is_kept_once(reference_engine, tmp_path):
    lines = [["2022年4季度"], ["地区", "城市低保人数"], ["全国", "503"], ["全国合计", "503"]]
    options = LoadOptions("some-table", title="x")
    result = load(reference_engine, table(tmp_path, lines), options)
    assert (result.outcome, result.added) == ("loaded", 1)
    assert [(one.column, one.reason) for one in result.rejects] == [("indicator", "repeated")]


def test_two_figures_of_one_cell_that_contradict_each_other_are_refused(reference_engine, tmp_path):
    lines = [["2022年4季度"], ["地区", "城市低保人数"], ["云南省", "503"], ["云南省", "504"]]
    options = LoadOptions("some-table", title="x")
    result = load(reference_engine, table(tmp_path, lines), options)
    assert result.outcome == "refused"
    assert "cell=3,2" in result.rejects[0].message


@pytest.mark.parametrize(
    ("lines", "columns", "figures"),
    [
        pytest.param(
            [["2021年2季度"], [*HEAD[:2], "昆明市", "曲靖市"], ["城市低保人数", "人", 100, 200]],
            ("area", "printed"),
            [("530100", "100"), ("530300", "200")],
            id="areas",
        ),
        pytest.param(
            [
                ["2021年昆明市城市低保人数(人)"],
                ["地区", "2021年1月", "2021年2月"],
                ["五华区", 9, 8],
            ],
            ("indicator", "period_end"),
            [("dibao_persons", "2021-01-31"), ("dibao_persons", "2021-02-28")],
            id="months, and the title says what is counted",
        ),
        pytest.param(
            [
                ["云南省2021年5月"],
                ["指标名称", "单位", "本月", "本年累计"],
                ["临时救助支出", "万元", 12.3, 45.6],
            ],
            ("period_start", "printed"),
            [("2021-05-01", "12.3"), ("2021-01-01", "45.6")],
            id="beside the total of the year, this month is the month alone",
        ),
    ],
)
def test_what_stands_over_the_columns_is_heeded(bundled, tmp_path, lines, columns, figures):
    assert said(rows(bundled, files.xlsx(tmp_path, lines)), *columns) == figures


def test_an_annual_report_compares_with_the_year_before(bundled, tmp_path):
    lines = [
        ["2022年云南省民政事业统计年报"],
        [*HEAD, "上年同期", "同比"],
        ["一、综合"],
        ["(一)行政区划"],
        ["1.镇", "个", "1,421", "1,418", "0.21"],
    ]
    found = rows(bundled, table(tmp_path, lines, "utf-8-sig"))
    assert said(found, "period_end", "printed") == [
        ("2022-12-31", "1,421"),
        ("2021-12-31", "1,418"),
    ]


def test_the_unit_that_a_figure_lacks_is_that_of_the_others_of_its_measure(bundled, tmp_path):
    lines = [
        [*HEAD],
        ["(一)民政事业费累计支出", "亿元", "42.6"],
        ["1.社会救助", "", "7.5"],
    ]
    told = {"area": "530000", "period": period_of("2020-03")}
    path = files.xlsx(tmp_path, [["一、综合"], *lines])
    assert {row["carried"] for row in rows(bundled, path, **told).values()} == {"亿"}


def test_a_table_without_units_does_not_tell_tens_of_thousands_from_single_ones(bundled, tmp_path):
    told = {"area": "530000", "period": period_of("2020-03")}
    lines = [["指标名称", "数量"], ["城市低保人数", "6.1"], ["城市低保户数", "41250"]]
    path = files.xlsx(tmp_path, lines)
    assert [reason for reason, _words in faults(bundled, path, **told)] == ["no_unit"]
    assert said(rows(bundled, path, **told), "printed") == [("41250",)]


# Quirk 22.
def test_a_sheet_of_advertising_is_no_fault_but_a_file_of_nothing_else_is(
    reference_engine, tmp_path
):
    book = Workbook()
    book.active.append(["首发论坛:经济学家bbs.jjxj.org"])
    options = LoadOptions("some-table", title="x", area="530000", period=period_of("2020-03"))
    book.save(tmp_path / "table.xlsx")
    result = load(reference_engine, tmp_path / "table.xlsx", options)
    assert (result.outcome, result.rejects[0].reason) == ("refused", "unreadable")
    page = book.create_sheet()
    for line in [HEAD, *TOWNS]:
        page.append(line)
    book.save(tmp_path / "table.xlsx")
    result = load(reference_engine, tmp_path / "table.xlsx", options)
    assert (result.outcome, result.added, result.rejects[0].reason) == ("loaded", 1, "no_table")


def test_a_heading_that_nobody_knows_leaves_a_telling_label_its_meaning(bundled, tmp_path):
    lines = [["2020年3月"], ["地区", "特困救助标准", ""], ["", "城市集中供养", "镇"]]
    lines += [["", "元/人.月", "个"], ["昆明市", "770", "9"]]
    path = files.xlsx(tmp_path, lines, merged=["B2:C2", "A2:A4"])
    assert said(rows(bundled, path), "indicator", "printed") == [("tekun_standard", "770")]
    assert [reason for reason, _words in faults(bundled, path)] == ["unknown_label"]
    lines[1][1] = "本年新增"
    path = files.xlsx(tmp_path, lines, merged=["B2:C2", "A2:A4"])
    assert rows(bundled, path) == {}


def test_the_title_of_a_section_with_its_code_one_column_too_far_loses_nothing(bundled, tmp_path):
    lines = [["云南省2020年3月"], ["指标名称", "单位", "代码", "数量"]]
    lines += [["一、综合", "YZH011000000"], ["(一)行政区划", "YZH011110000"]]
    lines += [["1.镇", "个", "YZH011111000", "683"]]
    path = files.xlsx(tmp_path, lines)
    assert (faults(bundled, path), len(rows(bundled, path))) == ([], 1)
