"""What the styles of an old workbook hide or show otherwise."""

import struct

import pytest
import xlwt
from support import made_files
from support.made_files import record

from minzheng.loaders.formats.file_formats import read


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


def font(color=0x7FFF, style=0, kept=0x80):
    """The font of a differential format: its colour, whether it is struck, what stays as it is."""
    return b"\0" * 64 + struct.pack(
        "<IIHHB3x9IH", 0, style, 0, 0, 0, color, 0, kept, 1, 1, 1, 0, 0, 0, 0
    )


def differential(*, look=b"", number=b"", pattern=b""):
    flags = (bool(number) << 25) | (bool(look) << 26) | (bool(pattern) << 29)
    return struct.pack("<IH", flags, 0) + number + look + pattern


def rule(style, kind=2, operator=0, bounds=()):
    """A rule for the first cell; its bounds are integers, otherwise it is a formula."""
    tokens = [struct.pack("<BH", 0x1E, one) for one in bounds] or [b"\x1d\x01"]
    sizes = [len(one) for one in (*tokens, b"", b"")][:2]
    ranges = struct.pack("<2H4HH4H", 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    content = struct.pack("<BBHH", kind, operator, *sizes) + style + b"".join(tokens)
    return [record(0x1B0, ranges), record(0x1B1, content)]


WHITE = differential(look=font(color=9))
STRUCK = differential(look=font(style=0x80, kept=0))
PER_CENT = differential(number=b"\0\x09")
ON_BLUE = differential(look=font(color=9), pattern=b"\0" * 4)
RED = differential(look=font(color=10))


@pytest.mark.parametrize("style", [WHITE, STRUCK, PER_CENT])
@pytest.mark.parametrize("when", [{}, {"kind": 1, "operator": 5, "bounds": [1000]}])
def test_a_conditional_format_that_may_hide_a_number_is_its_fault(tmp_path, style, when):
    (sheet,) = read(made_files.xls(tmp_path, [[1200.0, 7.0]], more=rule(style, **when)))
    assert sheet.rows == (("1200", "7"),)
    assert list(sheet.faults) == [(0, 0)]


@pytest.mark.parametrize(
    ("style", "when"),
    [
        (ON_BLUE, {}),
        (RED, {}),
        (differential(look=font()), {}),
        (WHITE, {"kind": 1, "operator": 6, "bounds": [1000]}),
        (WHITE, {"kind": 1, "operator": 1, "bounds": [0, 100]}),
    ],
)
def test_a_conditional_format_that_hides_nothing_is_none(tmp_path, style, when):
    (sheet,) = read(made_files.xls(tmp_path, [[1200.0]], more=rule(style, **when)))
    assert sheet.faults == {}


def test_a_conditional_format_of_2007_is_known_too(tmp_path):
    header = struct.pack("<2H4H", 0x87A, 0, 0, 0, 0, 0)
    ranges = struct.pack("<2H4HH4H", 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    content = struct.pack("<BBHHI", 2, 0, 2, 0, len(WHITE)) + WHITE + b"\x1d\x01"
    more = [record(0x879, header + ranges), record(0x87A, header + content)]
    (sheet,) = read(made_files.xls(tmp_path, [[1200.0, 7.0]], more=more))
    assert list(sheet.faults) == [(0, 0)]


@pytest.fixture
def calculated(tmp_path):
    """Reads a workbook with these formulas, none of which has a stored result."""

    def read_formulas(*formulas):
        book = xlwt.Workbook()
        sheet = book.add_sheet("表")
        for column, formula in enumerate((None, *formulas)):
            sheet.write(0, column, xlwt.Formula(formula) if formula else 5)
        book.save(str(tmp_path / "table.xls"))
        return read(tmp_path / "table.xls")[0]

    return read_formulas


@pytest.mark.parametrize("formula", ["A1*2", "SUM(A1:A1)", "600*2", 'IF(A1>3,"",A1)'])
def test_a_formula_without_a_stored_result_is_a_fault(calculated, formula):
    sheet = calculated(formula)
    assert sheet.cell(0, 1).startswith("=")
    assert sheet.faults[0, 1][0] == "not_calculated"


def formula(column, result, tokens, flags=0):
    data = struct.pack("<3H8sHIH", 0, column, 0, result, flags, 0, len(tokens)) + tokens
    return record(0x06, data)


EMPTY = b"\x03\0\0\0\0\0\xff\xff"
SUM = b"\x1e\x05\0\x1e\x02\0\x03"
TEXT = b"\x17\0\0"


def test_an_empty_text_is_a_result_where_others_are_stored(tmp_path):
    stored = formula(1, struct.pack("<d", 7.0), SUM)
    (sheet,) = read(made_files.xls(tmp_path, [["a"]], more=[stored, formula(2, EMPTY, TEXT)]))
    assert sheet.rows == (("a", "7"),) and sheet.faults == {}


def test_a_nought_that_is_still_to_be_calculated_is_a_fault(tmp_path):
    more = [formula(1, bytes(8), SUM, flags=3), formula(2, bytes(8), SUM)]
    (sheet,) = read(made_files.xls(tmp_path, [["a"]], more=more))
    assert list(sheet.faults) == [(0, 1)]


def test_rows_that_are_hidden_unless_something_is_said_of_them(tmp_path):
    hidden = record(0x225, struct.pack("<2H", 2, 255))
    (sheet,) = read(made_files.xls(tmp_path, [["a"], ["b"]], more=[row(0, 255), hidden]))
    assert sheet.rows == (("a",),)
    assert "row 2 is hidden" in sheet.unseen[0][1]


@pytest.mark.parametrize(("height", "rows"), [(5, (("a",),)), (240, (("a",), ("b",)))])
def test_a_row_too_low_for_its_text_is_hidden(tmp_path, height, rows):
    (sheet,) = read(made_files.xls(tmp_path, [["a"], ["b"]], more=[row(1, height)]))
    assert sheet.rows == rows


def row(number, height):
    return record(0x208, struct.pack("<6HI", number, 0, 1, height, 0, 0, 0x100))


def test_the_palette_of_a_workbook_decides_what_is_white(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    xlwt.add_palette_colour("paper", 0x21)
    book.set_colour_RGB(0x21, 255, 255, 255)
    book.set_colour_RGB(9, 200, 0, 0)
    sheet.write(0, 0, 1200, xlwt.easyxf("font: colour paper"))
    sheet.write(0, 1, 345, xlwt.easyxf("font: colour white"))
    book.save(str(tmp_path / "table.xls"))
    (found,) = read(tmp_path / "table.xls")
    assert found.rows == (("", "345"),) and "1200 is white on white" in found.unseen[0][1]


def test_a_number_above_the_line_is_a_mark_and_told(sheet_of):
    sheet = sheet_of("font: escapement superscript")
    assert sheet.rows == (("五华区",),)
    assert "1200 stands above or below the line" in sheet.unseen[0][1]


@pytest.mark.parametrize(
    ("code", "unit"), [('0"户"', "户"), ("¥#,##0", "元"), ('0.0"万人"', "人"), ("0", None)]
)
def test_a_format_that_shows_a_unit_says_it(sheet_of, code, unit):
    assert sheet_of("", code).units.get((0, 1)) == unit
