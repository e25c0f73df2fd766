"""Oddities of real files that no other test is about.

Each oddity that was found in files of statistics offices has a number. A comment gives it where a
test is about one; those that are not here are in the other tests of tables and places.
"""

import zipfile

import pytest
from support import made_files as files
from support.resolved import faults, rows, said
from support.sheets import figures_of, found

from minzheng.loaders.formats.file_formats import read
from minzheng.loaders.sheets.periods import period_of

pytestmark = pytest.mark.once

HEAD = ["指标名称", "单位", "数量"]
MARCH = {"area": "530000", "period": period_of("2020-03")}


# Quirk 14.
def test_a_sum_without_code_between_coded_rows_is_of_no_unit(bundled, tmp_path):
    lines = [
        ["2019年7月"],
        ["地区代码", "地区名称", "城市低保人数(人)"],
        ["530100", "昆明市", 43100],
        ["", "市辖区", 310],
    ]
    path = files.xlsx(tmp_path, lines)
    assert said(rows(bundled, path), "area", "printed") == [("530100", "43100")]
    assert faults(bundled, path) == [
        ("unknown_area", "市辖区 is not the name of an administrative unit")
    ]


# Quirk 24.
def test_codes_are_numbers_in_one_sheet_and_padded_text_in_another(bundled, tmp_path):
    lines = [["2019年7月"], ["地区代码", "城市低保人数(人)"], [530100, 7], ["  530300", 8]]
    found = rows(bundled, files.xlsx(tmp_path, lines))
    assert said(found, "area", "printed") == [("530100", "7"), ("530300", "8")]


# Quirks 25 and 28.
def test_what_is_printed_keeps_its_precision_and_its_signs():
    lines = ("地区|支出|增速", "衡阳市|121,243|4.5％", "邵阳市|83,834.9|-7‰")
    assert [one.printed for one in found(*lines) if one.column == "支出"] == ["121,243", "83,834.9"]


# Quirks 34 and 35.
def test_look_alikes_and_brackets_of_both_widths_are_read(bundled, tmp_path):
    lines = [HEAD, ["城巿低保人数（人)", "", "431509"]]
    path = files.xlsx(tmp_path, lines)
    assert said(rows(bundled, path, **MARCH), "indicator", "breakdown") == [
        ("dibao_persons", "residence=urban")
    ]


# Quirks 41 and 42: one indicator under the labels of several years, and what has moved out.
@pytest.mark.parametrize(
    ("top", "labels", "indicator"),
    [
        ("民政事业费", ("老年人福利", "老年福利"), "elderly_welfare_expenditure"),
        (
            "民政事业费",
            ("行政事业单位离退休", "行政事业单位养老支出"),
            "civil_affairs_pension_expenditure",
        ),
        (
            "民政事业费",
            ("城市低保临时补助", "城市低保对象价格临时补贴", "城市低保临时补贴"),
            "dibao_expenditure",
        ),
        ("社会服务事业费", ("抚恤支出",), "preferential_treatment_expenditure"),
        ("社会服务事业费", ("退役安置",), "veterans_placement_expenditure"),
        ("社会服务事业费", ("直接医疗救助支出",), "medical_assistance_expenditure"),
    ],
)
def test_labels_drift_from_year_to_year(bundled, tmp_path, top, labels, indicator):
    lines = [HEAD, ["一、综合"], [f"(二){top}累计支出"]]
    lines += [[f"{number}.{label}", "万元", "1"] for number, label in enumerate(labels, 1)]
    found = rows(bundled, files.xlsx(tmp_path, lines), **MARCH)
    assert said(found, "indicator") == [(indicator,)] * len(labels)


# Quirk 41.
@pytest.mark.parametrize(
    ("labels", "child"), [(("孤儿数", "孤儿"), "orphan"), (("事实无人抚养的儿童",), "unsupported")]
)
def test_labels_of_children_drift_from_year_to_year(bundled, tmp_path, labels, child):
    lines = [HEAD, ["二、社会工作"], ["(一)儿童福利"], *([f"1.{one}", "人", "7"] for one in labels)]
    found = rows(bundled, files.xlsx(tmp_path, lines), **MARCH)
    assert said(found, "breakdown") == [(f"child={child}",)] * len(labels)


# Quirk 44.
def test_a_strict_workbook_is_read_as_any_other(tmp_path):
    path = files.xlsx(tmp_path, [HEAD, ["1.镇", "个", 683]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, in_strict_names(content))
    (sheet,) = read(path)
    assert sheet.rows[1] == ("1.镇", "个", "683")


def in_strict_names(part):
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"officeDocument/"
        b"relationships",
    }
    for name, strict in names.items():
        part = part.replace(name, b"http://purl.oclc.org/ooxml/" + strict)
    return part


# Quirk 45.
def test_a_page_that_a_mirror_has_altered_is_reported_and_not_read(bundled, tmp_path):
    head = "指标(biāo)名称<td>单位<td>数量"
    page = (
        f"<p>尊龙凯时市2018年9月</p><table><tr><td>{head}</tr><tr><td>镇<td>个<td>28</tr></table>"
    )
    path = files.text(tmp_path, page, name="page.html")
    assert figures_of(path) == []
    assert [reason for reason, _words in faults(bundled, path)] == ["unknown_form"]


# Quirk 45.
def test_the_code_of_the_area_stands_where_its_name_is_overwritten(bundled, tmp_path):
    lines = [["尊龙凯时市季报表"], ["地区编码:441900000000"], ["2018年9月"], HEAD, ["一、综合"]]
    lines += [["(一)行政区划"], ["1.镇", "个", 28]]
    found = rows(bundled, files.xlsx(tmp_path, lines))
    assert said(found, "area") == [("441900",)]
