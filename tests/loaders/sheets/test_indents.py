"""What lies in what, where only the blanks before a name or label say so."""

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment
from support import made_files as files
from support.sheets import figures_of, found

AREAS = [("山西省", 0), ("太原市", 1), ("晋城市", 1), ("城区", 2), ("大同市", 1)]
WITHIN = [None, "山西省", "山西省", "晋城市", "山西省"]


def as_text(tmp_path):
    lines = "".join(f"{'  ' * depth}{name},7\n" for name, depth in AREAS)
    return files.text(tmp_path, f"地区,低保人数\n{lines}", name="table.csv")


def as_wide_text(tmp_path):
    lines = "".join(f"{'　' * depth}{name}|7\n" for name, depth in AREAS)
    return files.text(tmp_path, f"地区|低保人数\n{lines}")


def as_page(tmp_path):
    rows = "".join(f"<tr><td>{'&nbsp;' * 4 * depth}{name}<td>7</tr>" for name, depth in AREAS)
    page = f"<table><tr><td>地区<td>低保人数</tr>{rows}</table>"
    return files.text(tmp_path, page, name="page.html")


def as_workbook(tmp_path):
    book = Workbook()
    book.active.append(["地区", "低保人数"])
    for name, depth in AREAS:
        book.active.append([name, 7])
        book.active.cell(book.active.max_row, 1).alignment = Alignment(indent=depth)
    book.save(tmp_path / "table.xlsx")
    return tmp_path / "table.xlsx"


# Quirk 9.
@pytest.mark.parametrize("write", [as_text, as_wide_text, as_page, as_workbook])
def test_an_indented_area_lies_in_the_one_above_that_is_less_so(tmp_path, write):
    figures = figures_of(write(tmp_path))
    assert [(one.area, one.within) for one in figures] == [
        (name, within) for (name, _depth), within in zip(AREAS, WITHIN, strict=True)
    ]


def test_an_indented_label_stands_below_the_one_above_that_is_less_so(tmp_path):
    lines = "社会救助||\n  城市低保||\n    人数|人|6\n    户数|户|4\n  农村低保||\n    人数|人|45\n"
    figures = figures_of(files.text(tmp_path, f"指标名称|单位|数量\n{lines}"))
    assert [one.label_path for one in figures] == [
        ("社会救助", "城市低保", "人数"),
        ("社会救助", "城市低保", "户数"),
        ("社会救助", "农村低保", "人数"),
    ]


def test_the_blank_that_parts_cells_is_no_indent():
    figures = found("指标名称|单位|数量", " 孤儿|人|9", "弃婴|人|1")
    assert [one.label_path for one in figures] == [("孤儿",), ("弃婴",)]


def test_a_part_that_is_no_further_to_the_right_is_below_what_it_is_a_part_of(tmp_path):
    lines = "  社会救济||\n    城市低保人数|人|9\n    #女性|人|5\n    #老年人|人|4\n"
    lines += "    农村低保人数|人|8\n"
    figures = figures_of(files.text(tmp_path, f"指标名称|单位|数量\n{lines}"))
    assert [one.label_path[1:] for one in figures] == [
        ("城市低保人数",),
        ("城市低保人数", "#女性"),
        ("城市低保人数", "#老年人"),
        ("农村低保人数",),
    ]
