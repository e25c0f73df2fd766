from datetime import date
from types import MappingProxyType

import pytest
from support import loading, made_files
from support.databases import query
from support.loading import SOURCE, load_list

from minzheng.loaders import run
from minzheng.loaders.options import LoadOptions
from minzheng.loaders.resolve.places import Around, Places, UnitVersion, UnknownPlace
from minzheng.loaders.sheets.periods import period_of

pytestmark = pytest.mark.once

MONTHLY = """\
| 社会服务统计月报表 | ||
| 2021年度 05 月 | ||
| 指标名称 | 单位 | 数量 |
| 一、综合 | ||
| (一)行政区划 | ||
| 1.镇 | 个 | 1,683 |
| (二)民政事业费累计支出 | 万元 | 534,602.6 |
| 二、社会工作 | ||
| (四)社会救助 | ||
| (1)城市低保 | ||
| A、城市低保人数 | {unit} | {persons} |
"""
NOTHING_ELSE = MappingProxyType({})
STANDARDS = [
    ["2018年全省各县(市、区)城乡低保标准"],
    ["自2018年7月1日起实行"],
    ["州(市)", "县(市、区)", "城市低保标准", "农村低保标准"],
    ["", "", "元/人.月", "元/人.年"],
    ["昆明市", "五华区", "590", "城乡一体"],
    ["", "石林县", "590", "4080"],
    ["曲靖市", "马龙县", "557", "3500"],
    ["楚雄州", "楚雄巿", "550", "3500"],
]


def load(engine, path, *, keep_going=False, **options):
    return loading.load(engine, path, LoadOptions(SOURCE, **options), keep_going=keep_going)


def monthly(folder, persons="431,509", unit="人", said=NOTHING_ELSE):
    """A monthly form; ``said`` is what it says in place of other words."""
    content = MONTHLY.format(persons=persons, unit=unit)
    for words, others in said.items():
        content = content.replace(words, others)
    path = folder / "monthly.txt"
    path.write_text(content, encoding="utf-8")
    return path


def standards(folder, *more):
    return made_files.xlsx(folder, [*STANDARDS, *more], ["A5:A6"], "standards.xlsx", "Sheet")


FIGURES = """
    select indicator_code, breakdown, value, period_start::text, period_end::text, basis, locator
    from mart.reported where source_code = 'some-county-2022' order by observation_id
"""


def test_a_monthly_form_is_loaded_with_stocks_and_flows_in_their_units(database, tmp_path):
    result = load(database, monthly(tmp_path), area="530600")
    assert (result.outcome, result.added) == ("loaded", 3)
    found = {row[0]: row[1:] for row in query(database, FIGURES)}
    assert found["admin_units"][:5] == ("division=town", 1683, "2021-05-31", "2021-05-31", "point")
    spent = ("total", 5346026000, "2021-01-01", "2021-05-31", "during")
    assert found["civil_affairs_expenditure"][:5] == spent
    assert found["dibao_persons"][:2] == ("residence=urban", 431509)
    assert found["dibao_persons"][5] == "cell=11,3"


# Quirk 32.
def test_a_unit_of_another_scale_is_the_same_measure(database, tmp_path):
    load(database, monthly(tmp_path, "43.15", "万人"), area="530600")
    bounds = "select value, low, high from mart.reported where printed = '43.15'"
    assert query(database, bounds) == [(431500, 431450, 431550)]


def test_a_table_without_area_asks_for_it(database, tmp_path):
    result = load(database, monthly(tmp_path))
    assert {reject.reason for reject in result.rejects} == {"no_area"}
    assert "--area" in result.rejects[0].message


def test_another_period_than_the_title_says_is_refused(database, tmp_path):
    result = load(database, monthly(tmp_path), area="530600", period=period_of("2020-03"))
    assert result.outcome == "refused"
    assert "other_period" in {reject.reason for reject in result.rejects}


def test_an_unknown_label_is_kept_with_suggestions_and_one_line_makes_it_known(database, tmp_path):
    path = monthly(tmp_path, said={"城市低保人数": "城市低保人数量"})
    (reject,) = load(database, path, area="530600").rejects
    assert (reject.reason, reject.column) == ("unknown_label", "cell=11,3")
    assert "dibao_persons residence=urban" in reject.message
    alias = {
        "label_path": "城市低保|城市低保人数量",
        "printed_unit": "人",
        "indicator": "dibao_persons",
        "breakdown": "residence=urban",
        "basis": "point",
    }
    load_list(database, tmp_path, "indicator_aliases", [alias], "mine")
    assert load(database, path, area="530600").added == 3


def test_a_revised_table_follows_only_the_cells_that_changed(database, tmp_path):
    load(database, monthly(tmp_path), area="530600")
    result = load(database, monthly(tmp_path, "431,510"), area="530600")
    assert (result.revised, result.unchanged) == (1, 2)


# Quirks 34, 36 and 37.
def test_county_standards_find_short_old_and_misspelt_names(database, tmp_path):
    result = load(database, standards(tmp_path), area="530000")
    assert (result.outcome, result.added) == ("loaded", 7)
    places = """
        select distinct area_name from mart.reported
        where source_code = 'some-county-2022' order by 1
    """
    names = [name for (name,) in query(database, places)]
    assert names == sorted(["五华区", "楚雄市", "石林彝族自治县", "马龙区"])
    since = "select distinct basis, period_start::text from mart.reported where printed = '557'"
    assert query(database, since) == [("effective", "2018-07-01")]


def test_a_marker_is_kept_and_is_no_fault(database, tmp_path):
    load(database, standards(tmp_path), area="530000")
    kept = query(database, "select value, reason, row ->> 'area' from ops.reject")
    assert kept == [("城乡一体", "marker", "五华区")]


# Quirk 15.
def test_a_zone_that_is_no_administrative_unit_is_rejected_by_name(database, tmp_path):
    path = standards(tmp_path, ["昆明市", "高新区", "590", "4080"])
    assert load(database, path, area="530000").outcome == "refused"
    result = load(database, path, area="530000", keep_going=True)
    assert (result.outcome, result.added) == ("partly", 7)
    assert {r.message for r in result.rejects if r.reason == "unknown_area"} == {
        "高新区 is not the name of an administrative unit"
    }


QUARTERLY = [
    ["2021年2季度各省社会服务统计数据"],
    [
        "地 区",
        "镇",
        "养老机构床位",
        "农村低保平均标准/月",
        "农村低保平均标准/年",
        "临时救助",
        "火化遗体",
    ],
    ["", "个", "万张", "元/人·月", "元/人·年", "万人次", "万具"],
    ["全 国", "21320", "488.2", "515.4", "6185.2", "491.7", "320.7"],
    ["内蒙古", "509", "9.1", "571.3", "6855.2", "3.0", "5.5"],
]


def quarterly(folder, *more):
    return made_files.xlsx(folder, [*QUARTERLY, *more], name="quarterly.xlsx", sheet="Sheet")


def test_a_table_of_provinces_is_resolved_without_the_headings_of_the_form(database, tmp_path):
    result = load(database, quarterly(tmp_path))
    assert (result.outcome, result.added) == ("loaded", 10)
    found = {row[6]: row[:6] for row in query(database, FIGURES)}
    flow = ("2021-01-01", "2021-06-30", "during")
    assert found["sheet=Sheet;cell=5,7"] == ("cremations", "total", 55000, *flow)
    assert found["sheet=Sheet;cell=4,6"] == ("temporary_assistance_times", "total", 4917000, *flow)
    stock = ("2021-06-30", "2021-06-30", "point")
    beds = ("residential_beds", "service=elderly", 91000)
    assert found["sheet=Sheet;cell=5,3"] == (*beds, *stock)


def test_a_standard_a_month_beside_that_a_year_says_the_same_and_is_kept(database, tmp_path):
    result = load(database, quarterly(tmp_path))
    assert {(r.reason, r.value) for r in result.rejects} == {
        ("restated", "515.4"),
        ("restated", "571.3"),
    }
    standards = "select printed from mart.reported where indicator_code = 'dibao_standard'"
    narrower = query(database, f"{standards} and source_code = 'some-county-2022' order by 1")
    assert narrower == [("6185.2",), ("6855.2",)]


def test_a_standard_a_month_that_contradicts_that_a_year_is_a_fault(database, tmp_path):
    result = load(database, quarterly(tmp_path, ["云南", "1", "1", "300", "4500", "1", "1"]))
    assert result.outcome == "refused"
    assert [r.value for r in result.rejects if r.reason == "duplicate"] == ["4500"]


def test_a_label_under_a_heading_that_nobody_knows_is_not_guessed(database, tmp_path):
    path = monthly(tmp_path, said={"(一)行政区划": "(一)本年撤并"})
    (reject,) = load(database, path, area="530600").rejects
    assert (reject.reason, reject.column) == ("other_meaning", "cell=6,3")
    assert "撤并" in reject.message


TWO = Places(
    [
        UnitVersion("220101", "城区", 1, "长春市", "county", date(2010, 1, 1), None),
        UnitVersion("140101", "城区", 2, "太原市", "county", date(2010, 1, 1), None),
    ]
)


def test_a_name_that_two_units_bear_is_told_apart_by_what_it_lies_in():
    assert TWO.code_of("城区", Around(within="太原市")) == "140101"
    assert TWO.code_of("城区", Around(area="220000")) == "220101"


def test_a_name_that_cannot_be_told_apart_is_refused_with_the_candidates():
    with pytest.raises(UnknownPlace, match="城区 may be 城区 140101, 城区 220101"):
        TWO.code_of("城区")


DALI = Places(
    [
        UnitVersion("532900", "大理白族自治州", 1, "云南省", "prefecture", date(2010, 1, 1), None),
        UnitVersion("532901", "大理市", 2, "大理白族自治州", "county", date(2010, 1, 1), None),
    ]
)


def test_a_short_name_of_a_prefecture_and_of_its_seat_is_refused_with_both():
    assert DALI.code_of("大理州") == "532900"
    assert DALI.code_of("大理", Around(within="大理州")) == "532901"
    with pytest.raises(UnknownPlace, match="大理 may be 大理市 532901, 大理白族自治州 532900"):
        DALI.code_of("大理", Around(area="530000"))


def test_a_file_without_a_table_is_refused_with_the_reason(database, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html><body><img src='table.jpg'></body></html>", encoding="utf-8")
    result = load(database, page)
    assert (result.outcome, result.rejects[0].reason) == ("refused", "unreadable")
    assert "image" in result.rejects[0].message


def test_a_folder_is_loaded_with_its_workbooks_and_pages(tmp_path):
    for name in ("b.xlsx", "a.csv", "c.HTML", "~$b.xlsx", "notes.md"):
        (tmp_path / name).write_text("")
    assert [path.name for path in run.find_files([tmp_path])] == ["a.csv", "b.xlsx", "c.HTML"]
