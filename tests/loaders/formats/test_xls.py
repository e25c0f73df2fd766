"""What the styles of an old workbook hide or show otherwise."""

import pytest
import xlwt

from minzheng.loaders.formats import read


@pytest.fixture
def sheet_of(tmp_path):
    """Reads a workbook with a label and a number of this style."""

    def read_number(style, number_format="General"):
        book = xlwt.Workbook()
        sheet = book.add_sheet("表")
        shown = xlwt.easyxf(style)
        shown.num_format_str = number_format
        sheet.write(0, 0, "五华区")
        sheet.write(0, 1, 1200, shown)
        book.save(str(tmp_path / "table.xls"))
        (found,) = read(tmp_path / "table.xls")
        return found

    return read_number


@pytest.mark.parametrize(
    "style",
    [
        "font: color white",
        "font: color white; pattern: pattern solid, fore_color white",
        "font: color red; pattern: pattern solid, fore_color red",
        "font: struck_out on",
        "font: height 20",
    ],
)
def test_a_font_by_which_nothing_is_seen_hides_a_number(sheet_of, style):
    sheet = sheet_of(style)
    assert sheet.rows == (("五华区",),) and "1200" in sheet.unseen[0][1]


@pytest.mark.parametrize(
    "style", ["font: color white; pattern: pattern solid, fore_color blue", "font: color red"]
)
def test_a_font_that_is_seen_hides_none(sheet_of, style):
    assert sheet_of(style).rows == (("五华区", "1200"),)


@pytest.mark.parametrize(
    "code",
    ['"约"0', '0"以上"', '0"余"', '0"o"', '"≥"0', '0.0,"万"', "[DBNum2]0", "# ?/?", "[白色]0"],
)
def test_a_format_by_which_another_number_is_seen_is_a_fault(sheet_of, code):
    assert list(sheet_of("", code).faults) == [(0, 1)]
