"""What a person sees in a file is what is read; what is there and not seen is told."""

from zipfile import ZipFile

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from support.made_files import text

from minzheng.loaders.formats.characters import clean, narrow, without_marks
from minzheng.loaders.formats.file_formats import read
from minzheng.loaders.sheets.cells import fault

RAISED, STRUCK = InlineFont(vertAlign="superscript"), InlineFont(strike=True)


@pytest.fixture
def workbook(tmp_path):
    """Saves a workbook with the cells that a test puts, and reads it."""
    book = Workbook()

    def saved():
        book.save(tmp_path / "table.xlsx")
        return read(tmp_path / "table.xlsx")

    book.active.title = "表"
    return book, saved


def page(tmp_path, row, head=""):
    content = f"<html><head>{head}</head><body><table>{row}</table></body></html>"
    return read(text(tmp_path, content, name="table.html"))[0]


def told(sheets):
    return [words for sheet in sheets for _place, words in sheet.unseen]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("1200①", ("1200", "①")),
        ("1200 ①、②", ("1200", "①、②")),
        ("1200²", ("1200", "²")),
        ("1200⑴", ("1200", "⑴")),
        ("1200❸", ("1200", "❸")),
        ("①1200", ("1200", "①")),
        ("1200†", ("1200", "†")),
        ("低保人数③", ("低保人数", "③")),
        ("①低保人数", ("①低保人数", "")),
        ("面积(km²)", ("面积(km²)", "")),
        ("km²", ("km²", "")),
        ("12①00", ("12①00", "")),
        ("①", ("①", "")),
    ],
)
def test_footnote_marks_are_no_digits(cell, parts):
    assert without_marks(cell) == parts


def test_marks_are_no_part_of_a_cell_of_text(tmp_path):
    (sheet,) = read(text(tmp_path, "地区,人数\n五华区,1200①\n盘龙区,13００②\n"))
    assert sheet.rows[1:] == (("五华区", "1200"), ("盘龙区", "13００"))
    assert sheet.marks == {(1, 1): "①", (2, 1): "②"}


def test_raised_and_struck_runs_of_a_workbook(workbook):
    book, saved = workbook
    book.active["A1"] = CellRichText("1200", TextBlock(RAISED, "1"))
    book.active["B1"] = CellRichText(TextBlock(STRUCK, "1200"), "1210")
    book.active["C1"] = CellRichText("面积(km", TextBlock(RAISED, "2"), ")")
    (sheet,) = saved()
    assert sheet.rows == (("1200", "1210", "面积(km²)"),)
    assert sheet.marks == {(0, 0): "1"}
    assert told([sheet]) == ["1200 is struck out: not loaded"]


def test_a_number_of_unlike_runs_is_a_fault_in_every_workbook(tmp_path, workbook):
    book, saved = workbook
    red, small = InlineFont(color="FFFF0000"), InlineFont(sz=6)
    book.active["A1"] = CellRichText("1200", TextBlock(red, "1"))
    book.active["A2"] = CellRichText(TextBlock(small, "1"), TextBlock(red, "200"))
    book.active["A3"] = CellRichText("12", TextBlock(RAISED, "1"), "00")
    book.active["A4"] = CellRichText(TextBlock(InlineFont(rFont="宋体"), "12"), "00")
    book.active["A5"] = CellRichText("低保1", TextBlock(red, "月"))
    (sheet,) = saved()
    assert sheet.faults.keys() == {(0, 0), (1, 0), (2, 0)}
    old = xlwt.Workbook(encoding="utf-8")
    page = old.add_sheet("表")
    plain, red = xlwt.easyfont(""), xlwt.easyfont("color red")
    page.write_rich_text(0, 0, [("1200", plain), ("1", red)])
    page.write_rich_text(1, 0, [("12", plain), ("00", plain)])
    old.save(str(tmp_path / "old.xls"))
    (sheet,) = read(tmp_path / "old.xls")
    assert sheet.faults.keys() == {(0, 0)}


def test_raised_and_struck_runs_of_an_old_workbook(tmp_path):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    raised, struck = xlwt.easyfont("escapement superscript"), xlwt.easyfont("struck_out true")
    plain = xlwt.easyfont("")
    sheet.write_rich_text(0, 0, [("1200", plain), ("1", raised)])
    sheet.write_rich_text(0, 1, [("1200", struck), ("1210", plain)])
    sheet.write(0, 2, 1234, xlwt.easyxf(num_format_str="0!.0000"))
    book.save(str(tmp_path / "table.xls"))
    (found,) = read(tmp_path / "table.xls")
    assert found.rows == (("1200", "1210", "0.1234"),)
    assert (found.marks, found.scales) == ({(0, 0): "1"}, {(0, 2): 10_000})
    assert told([found]) == ["1200 is struck out: not loaded"]


@pytest.mark.parametrize(
    "cell",
    [
        "1200<sup>1</sup>",
        '1200<span style="vertical-align: super">1</span>',
        '1200<font style="vertical-align:super; font-size: 8pt"><b>1</b></font>',
        '1200<span class="mark">1</span>',
        "1200①",
        "1200 &sup1;",
    ],
)
def test_raised_characters_of_a_page_are_marks(tmp_path, cell):
    style = "<style>td .mark { vertical-align: super }</style>"
    sheet = page(tmp_path, f"<tr><td>五华区</td><td>{cell}</td></tr>", style)
    assert sheet.rows == (("五华区", "1200"),)
    assert sheet.marks.keys() == {(0, 1)}


@pytest.mark.parametrize(
    "cell",
    [
        "1200<span style='display:none'>9</span>",
        "1200<span style='DISPLAY : none !important'>9</span>",
        "1200<span hidden>9</span>",
        "1200<span style='visibility:hidden'>9</span>",
        "1200<span style='font-size:0'>9</span>",
        "1200<span style='font:0/0 a'>9</span>",
        "1200<span style='opacity:.0'>9</span>",
        "1200<span style='color:#fff'>9</span>",
        "1200<span style='color:transparent'>9</span>",
        "1200<font color=white>9</font>",
        "1200<span style='position:absolute; left:-9999px'>9</span>",
        "1200<span style='clip:rect(0 0 0 0); position:absolute'>9</span>",
        "1200<span style='display:inline-block; width:0; overflow:hidden'>9</span>",
        "1200<div style='max-height:0; overflow:hidden'>9</div>",
        "1200<span style='transform:scale(0)'>9</span>",
        "1200<span style='zoom:0'>9</span>",
        "1200<span style='display:var(--shown)'>9</span>",
        "1200<span class=important style='display:inline'>9</span>",
        "1200<span id=specific class=loud>9</span>",
        "1200<b class=nested>9</b>",
        "1200<b class=grouped>9</b>",
        "1200<svg><text>9</text></svg>",
        "1200<details><summary></summary>9</details>",
        "1200<dialog>9</dialog>",
        "1200<datalist><option>9</datalist>",
        "1200<bdo dir=rtl>9</bdo>",
        "1200<i class='gone'>9</i>",
        "1200<i id='gone'>9</i>",
        "<s>12</s>1200",
        "<del>12</del>1200",
        "<strike><b>12</b></strike>1200",
        "<span style='text-decoration: line-through red'>12</span>1200",
        "1200<template>9</template>",
        "1200<script>document.write(9)</script>",
        "1200<!-- 9 -->",
    ],
)
def test_what_a_page_does_not_show_is_not_read(tmp_path, cell):
    style = """
        <style>.gone, #gone { display: none } @media print { td { display: none } }
        .important { display: none !important } #specific { display: none }
        .loud { display: inline } td { .nested { display: none } }
        @supports (display: grid) { @layer a { .grouped { display: none } } }</style>
        <style media="print">td { display: none }</style>
    """
    sheet = page(tmp_path, f"<tr><td>五华区</td><td>{cell}</td></tr>", style)
    assert sheet.rows == (("五华区", "1200"),)


PARTED = [
    "1200<small>1</small>",
    "1200<a href='#n1'>1</a>",
    "1200<span style='color:red'>1</span>",
    "1200<span aria-hidden=true>9</span>",
    "12<sup>1</sup>00",
    "12<s>3</s>00",
    "<b>1</b>200",
    "1,<i>200</i>",
    "<span class=before>200</span>",
    "1200<i class=after></i>",
]


@pytest.mark.parametrize("cell", PARTED)
def test_a_number_of_parts_that_look_different_is_a_fault(tmp_path, cell):
    style = "<style>.before::before { content: '1' } .after:after { content: '0' }</style>"
    sheet = page(tmp_path, f"<tr><td>五华区</td><td>{cell}</td><td>3</td></tr>", style)
    assert [reason for reason, _words in sheet.faults.values()] == ["not_a_number"]
    assert sheet.faults.keys() == {(0, 1)}


MARK = {(0, 1): "1"}


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("<span lang=EN-US>12</span><span>00</span>", {}),
        ("<font>12<wbr>00</font>", {}),
        ("<p class=MsoNormal><span lang=EN-US>1200</span></p>", {}),
        ("<b>1200</b>", {}),
        ("<b><font size=2>12</font></b><b><font size=2>00</font></b>", {}),
        ("12<!-- a comment -->00", {}),
        ("1200<span style='vertical-align:4px'>1</span>", MARK),
        ("1200<span style='vertical-align:50%'>1</span>", MARK),
        ("1200<span style='position:relative; top:-0.5em'>1</span>", MARK),
        ("<ruby>1200<rt>1</rt></ruby>", MARK),
    ],
)
def test_parts_that_look_alike_are_one_number_and_what_is_moved_up_is_a_mark(tmp_path, cell, marks):
    sheet = page(tmp_path, f"<tr><td>五华区</td><td>{cell}</td></tr>")
    assert (sheet.rows, sheet.marks, sheet.faults) == ((("五华区", "1200"),), marks, {})


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td>五华区<td style='text-decoration:line-through'>1200<td>3",
        "<tr><td>五华区<td class=out>1200<td>3",
        "<tr><td>五华区<td style='visibility:hidden'>1200<td>3",
        "<tr><td>五华区<td style='opacity:0'>1200<td>3",
        "<tr><td>五华区<td style='text-indent:-9999px'>1200<td>3",
        "<tr><td>五华区<td style='color:white'>1200<td>3",
    ],
)
def test_a_cell_that_is_not_seen_keeps_its_place(tmp_path, row):
    sheet = page(tmp_path, row, "<style>tr .out { text-decoration: line-through red }</style>")
    assert sheet.rows == (("五华区", "", "3"),)
    assert [words.partition(" ")[0] for words in told([sheet])] == ["1200"]


def test_what_is_struck_out_with_what_is_around_it_is_not_read(tmp_path):
    content = "<del><table><tr><td>五华区<td>1</table></del><table><tr><td>盘龙区<td>2</table>"
    sheets = read(text(tmp_path, content, name="two.html"))
    assert [sheet.rows for sheet in sheets][-1] == (("盘龙区", "2"),)
    assert "1 is struck out or hidden: not loaded" in told(sheets)


def test_white_on_a_colour_is_seen(tmp_path):
    head = "<td style='color:#fff'>五华区"
    row = f"<tr style='background:#369'>{head}<td bgcolor=navy><font color=white>1"
    assert page(tmp_path, row).rows == (("五华区", "1"),)


def test_hidden_rows_columns_and_tables_of_a_page_are_told(tmp_path):
    rows = "<tr><td>五华区<td>1<tr style='display:none'><td>盘龙区<td>2<tr hidden><td>a<td>3"
    sheet = page(tmp_path, rows)
    assert sheet.rows == (("五华区", "1"),)
    assert told([sheet]) == [
        "row 2 is hidden: what it holds is not loaded",
        "row 3 is hidden: what it holds is not loaded",
    ]
    columns = page(tmp_path, "<col><col style='visibility:collapse'><tr><td>五华区<td>1<td>2")
    assert columns.rows == (("五华区", "", "2"),)
    two = "<tr><td>1</table><div hidden><table><tr><td>2</table></div><table><tr><td>3"
    content = text(tmp_path, f"<table>{two}</table>", name="two.html")
    assert [sheet.rows for sheet in read(content)] == [(("1",),), (), (("3",),)]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_told_and_not_read(workbook, state):
    book, saved = workbook
    book.active["A1"] = "1200"
    book.create_sheet("旧稿")["A1"] = "9"
    book["旧稿"].sheet_state = state
    sheets = saved()
    assert [sheet.rows for sheet in sheets] == [(("1200",),), ()]
    assert told(sheets) == ["the sheet 旧稿 is hidden: what it holds is not loaded"]


def test_hidden_rows_and_columns_of_a_workbook_are_told(workbook):
    book, saved = workbook
    sheet = book.active
    for row in (["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["C"].hidden = True
    (found,) = saved()
    assert found.rows == (("a",), ("",), ("4",))
    assert len(told([found])) == 3


def test_zeros_that_a_sheet_does_not_show_are_told(tmp_path, workbook):
    book, saved = workbook
    book.active.append(["五华区", 0, 10])
    book.active.sheet_view.showZeros = False
    old = xlwt.Workbook(encoding="utf-8")
    page = old.add_sheet("表")
    page.show_zero_values = False
    for column, value in enumerate(["五华区", 0, 10]):
        page.write(0, column, value)
    old.save(str(tmp_path / "old.xls"))
    for (sheet,) in (saved(), read(tmp_path / "old.xls")):
        assert sheet.rows == (("五华区", "", "10"),)
        assert told([sheet]) == ["0 is not shown in this sheet: not loaded"]


def test_cells_that_are_struck_out_or_white_on_white_are_told(workbook):
    book, saved = workbook
    for place, font in (("A1", Font(strike=True)), ("B1", Font(color="FFFFFFFF"))):
        book.active[place] = 1200
        book.active[place].font = font
    book.active["C1"], book.active["D1"] = 7, 8
    book.active["D1"].number_format = ";;;"
    (found,) = saved()
    assert found.rows == (("", "", "7"),)
    assert [words.partition(": ")[0] for words in told([found])] == [
        "1200 is struck out",
        "1200 is white on white",
        "a number is hidden by its number format",
    ]


def test_what_a_merged_range_covers_is_told(tmp_path, workbook):
    book, saved = workbook
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    saved()
    path = tmp_path / "table.xlsx"
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    merge = b'<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>'
    parts[part] = parts[part].replace(b"</sheetData>", b"</sheetData>" + merge)
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    (found,) = read(path)
    assert found.rows == (("a", "b"), ("1", "1"))
    assert told([found]) == ["2 is covered by a merged range: not loaded"]


def test_a_formula_has_its_stored_result_or_is_a_fault(workbook):
    book, saved = workbook
    book.active["A1"] = "=600*2"
    (found,) = saved()
    assert found.faults == {(0, 0): ("not_calculated", "=600*2 has no stored result")}


LETTERS = ["⻄⼭区", "西\u200b山\u200e区", "西\ue5e5山区", "西 山\u00ad区"]


@pytest.mark.parametrize("letters", LETTERS)
def test_look_alikes_and_unseen_characters_do_not_change_a_name(letters):
    assert narrow(clean(letters)) == "西山区"


@pytest.mark.parametrize(
    "style",
    [
        "filter:opacity(0)", "filter: opacity( 0% )", "-webkit-text-fill-color:transparent",
        "color:#fefefe", "color:hsl(0,0%,100%)", "color:rgba(255,255,255,.9)", "color:snow",
        "color:#f00;background:#ff0000", "background:red;color:rgb(255,0,0)", "font-size:1px",
        "font-size:.01em", "font-size:5%", "transform:scaleX(0)", "transform:scale(1, 0.0)",
        "transform:rotateY(90deg)", "transform:translateX(-9999px)", "translate:-3000px",
        "margin-left:-9999px", "content-visibility:hidden", "max-height:0;overflow-y:hidden",
        "letter-spacing:-100px", "mask:url(a.png)", "scale:0",
    ],
)  # fmt: skip
def test_a_whole_number_that_a_page_hides_is_not_read(tmp_path, style):
    sheet = page(tmp_path, f"<tr><td>五华区<td><span style='{style}'>1200</span>")
    assert sheet.rows == (("五华区",),) and told([sheet]) != []


@pytest.mark.parametrize(
    "style",
    [
        "filter:opacity(.9)", "color:#fff;background:#036", "background:#036 url();color:#fff",
        "color:white;background:linear-gradient(red,blue)", "font-size:8px", "font-size:50%",
        "transform:scale(1.05)", "transform:scale(0.5)", "transform:rotate(90deg)",
        "position:relative;left:50%;margin-left:-480px", "transform:translate(-50%,-50%)",
        "max-height:0", "overflow:hidden;height:20px", "letter-spacing:-1px", "opacity:.5",
    ],
)  # fmt: skip
def test_a_whole_number_that_a_page_shows_is_read(tmp_path, style):
    sheet = page(tmp_path, f"<tr><td>五华区<td><span style='{style}'>1200</span>")
    assert sheet.rows == (("五华区", "1200"),)


@pytest.mark.parametrize(
    ("media", "is_hidden"),
    [
        ("screen", True), ("not print", True), ("(min-width:600px)", True),
        ("screen and (max-width: 768px)", False), ("(max-width:48em)", False), ("print", False),
        ("(max-width:1600px)", True), ("print, screen", True),
    ],
)  # fmt: skip
def test_a_rule_counts_where_a_usual_screen_shows_it(tmp_path, media, is_hidden):
    head = f"<style>@media {media} {{ td + td {{ display: none }} }}</style>"
    sheet = page(tmp_path, "<tr><td>五华区<td>1200", head)
    assert sheet.rows == (("五华区",) if is_hidden else ("五华区", "1200"),)


@pytest.mark.parametrize(
    ("css", "cell"),
    [
        ("td + td::after { content: counter(a) }", "1200\ufffd"),
        ("td + td::before { content: url(one.png) }", "1200"),
        ("b::after { content: attr(data-x) }", "12001"),
        ("td + td::after { content: counters(a, '.') '1' }", "1200\ufffd1"),
    ],
)
def test_what_a_style_sheet_writes_is_part_of_a_cell(tmp_path, css, cell):
    sheet = page(tmp_path, "<tr><td>五华区<td><b data-x=1>1200</b>", f"<style>{css}</style>")
    assert sheet.rows[0][1] == cell


@pytest.mark.parametrize("where", ["first-letter", "first-line"])
def test_a_first_letter_that_is_hidden_hides_its_number(tmp_path, where):
    head = f"<style>td + td::{where} {{ font-size: 0 }}</style>"
    assert page(tmp_path, "<tr><td>五华区<td>1200", head).rows == (("五华区",),)


def test_fields_show_their_values_and_gauges_none(tmp_path):
    row = "<tr><td><input value=1200><td><input type=hidden value=1>13<td><meter value=1>1</meter>"
    assert page(tmp_path, row).rows == (("1200", "13"),)


@pytest.mark.parametrize(
    "cell",
    [
        "\u202e0021", "1\u03362\u03360\u0336", "1\u20e3", "1200\ufe0e", "12\u316400", "12\u280000",
        "1200\U000e0031", "12\u180e00", "1200\u034f", "1200\U0001d7cf", "1200\u0661", "12O0",
        "1200\u2081", "1200\u1d43", "1200\u00aa", "1200½", "1200㏠", "1200㋀", "1200🄁", "1 200",
        "1’200", "1200^1", "1200[1]", "1200*1", "≈1200", "约1200", "1200余", "▲1200",
    ],
)  # fmt: skip
def test_what_a_person_may_see_as_another_number_is_none(tmp_path, cell):
    (sheet,) = read(text(tmp_path, f"地区,人数\n五华区,{cell}\n"))
    assert fault(sheet.rows[1][1]) is not None


@pytest.mark.parametrize(
    "cell", ["12\u200b00", "12\u00ad00", "\ufeff1200", "1200\u200f", "12\u206300"]
)
def test_what_takes_no_room_is_no_part_of_a_number(tmp_path, cell):
    (sheet,) = read(text(tmp_path, f"地区,人数\n五华区,{cell}\n"))
    assert sheet.rows[1][1] == "1200"
