"""Faults of other tools that were reported in public, each as a small file and what it must be.

Where the case is about more than one file, the home or the environment, its test is elsewhere.
"""

import zipfile

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from support import made_files, resolved

from minzheng.loaders.files import UnreadableFile
from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import read
from minzheng.loaders.sheets import periods

pytestmark = pytest.mark.once

TITLE, HEAD = "2019年6月低保人数统计表", ("地区", "城市低保人数(人)", "农村低保人数(人)")
PLAIN = [(TITLE, "", ""), HEAD]
YEAR = periods.period_of("2019")
GOOD = {"2,3": "1200", "3,3": "345"}


def csv(folder, *lines, encoding="utf-8", end="\n"):
    content = end.join(",".join(line) for line in lines) + end
    return made_files.text(folder, content, encoding, name="table.csv")


def page(folder, body, title=TITLE):
    content = (
        f"<p>{title}</p><table><tr>{''.join(f'<td>{name}' for name in HEAD)}</tr>{body}</table>"
    )
    return made_files.text(folder, content, name="table.html")


def workbook(folder, change=lambda book: None, rows=(("五华区", 1200, 345),)):
    book = Workbook()
    for row in [*PLAIN, *rows]:
        book.active.append(row)
    change(book)
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def bare_workbook(folder, cells):
    """A workbook of as few parts as may be, without styles, with this row of cells."""
    head = "".join(f'<c t="str"><v>{name}</v></c>' for name in HEAD)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{relation}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1"'
        f' Type="{relation}/worksheet" Target="sheet.xml"/></Relationships>',
        "xl/sheet.xml": f'<worksheet xmlns="{namespace}"><sheetData>'
        f'<row><c t="str"><v>{TITLE}</v></c></row><row>{head}</row>'
        f'<row><c t="str"><v>五华区</v></c>{cells}</row></sheetData></worksheet>',
    }
    with zipfile.ZipFile(folder / "bare.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return folder / "bare.xlsx"


def hide_sheet(book):
    hidden = book.create_sheet("旧稿")
    for row in [("2019年5月低保人数统计表", "", ""), HEAD, ("西山区", 3, 4)]:
        hidden.append(row)
    hidden.sheet_state = "hidden"


def raise_run(book):
    book.active["B3"] = CellRichText("1200", TextBlock(InlineFont(vertAlign="superscript"), "1"))


FORMULA = '<c><f>600*2</f><v>1200</v></c><c t="str"><f>IF(D3="","",D3)</f><v></v></c>'
# Each case: how the file is made, and the printed figures by row and column.
FIGURES = {
    "circled": (lambda at: csv(at, *PLAIN, ("五华区", "1200①", "345")), GOOD),
    "superscript": (lambda at: workbook(at, rows=[("五华区", "1200²", 345)]), GOOD),
    "rich superscript": (lambda at: workbook(at, raise_run), GOOD),
    "sup": (lambda at: page(at, "<tr><td>五华区<td>1200<sup>1</sup><td>345"), GOOD),
    "struck": (lambda at: page(at, "<tr><td>五华区<td><s>1200</s>1210<td>345"), {"2,3": "1210"}),
    "hidden span": (
        lambda at: page(at, "<tr><td>五华区<td>1200<i style='display:none'>9</i><td>345"),
        GOOD,
    ),
    "hidden row": (
        lambda at: page(at, "<tr><td>五华区<td>1200<td>345<tr hidden><td>盘龙区<td>7<td>8"),
        GOOD,
    ),
    "hidden sheet": (lambda at: workbook(at, hide_sheet), GOOD),
    "formula with an empty text": (lambda at: bare_workbook(at, FORMULA), {"2,3": "1200"}),
    "no styles": (
        lambda at: bare_workbook(at, '<c s="7"><v>1200</v></c><c><v>345</v></c>'),
        GOOD,
    ),
    "lines that end in CR": (
        lambda at: csv(at, *PLAIN, ("五华区", "1200", "345"), end="\r"),
        GOOD,
    ),
    "wide blanks of GB 2312": (
        lambda at: csv(at, *PLAIN, ("五华区\ue5e5", "1200", "345"), encoding="gb18030"),
        GOOD,
    ),
    "radicals": (lambda at: csv(at, *PLAIN, ("⻄⼭区", "1200", "345")), GOOD),
}


def by_place(rows):
    """The printed figures by column and row of their sheet."""
    found = {}
    for locator, row in rows.items():
        line, column = locator.removeprefix("cell=").split(",")
        found[f"{column},{line}"] = row["printed"]
    return found


@pytest.mark.parametrize("case", FIGURES)
def test_a_reported_file_is_read_as_a_person_reads_it(bundled, tmp_path, case):
    make, figures = FIGURES[case]
    path = make(tmp_path)
    found = by_place(resolved.rows(bundled, path, area="530000"))
    offset = 1 if path.suffix == ".html" else 0
    wanted = {}
    for place, printed in figures.items():
        column, line = place.split(",")
        wanted[f"{column},{int(line) - offset}"] = printed
    assert wanted.items() <= found.items()
    assert "9" not in "".join(found.values()) and len(found) <= 2


@pytest.mark.parametrize(
    ("stored", "shape", "unit", "printed", "carried"),
    [
        (1234, "0!.0000", "万人", "0.1234", "万"),
        (1.25, '0.00"万"', "人", "1.25万", None),
    ],
)
def test_a_format_that_scales_agrees_with_the_unit(
    bundled, tmp_path, stored, shape, unit, printed, carried
):
    book = Workbook()
    for row in [(TITLE, ""), ("地区", f"城市低保人数({unit})"), ("五华区", stored)]:
        book.active.append(row)
    book.active["B3"].number_format = shape
    book.save(tmp_path / "table.xlsx")
    (row,) = resolved.rows(bundled, tmp_path / "table.xlsx", area="530000").values()
    assert (row["printed"], row["carried"]) == (printed, carried)


def test_a_date_that_is_shown_as_a_year_is_the_year(bundled, tmp_path):
    book = Workbook()
    for row in [
        ("城市低保人数统计表",),
        ("指标名称", "单位", 43101, 43466),
        ("城市低保人数", "人", 1, 2),
    ]:
        book.active.append(row)
    book.active["C2"].number_format, book.active["D2"].number_format = 'yyyy"年"', "yyyy"
    book.save(tmp_path / "table.xlsx")
    rows = resolved.rows(bundled, tmp_path / "table.xlsx", area="530102").values()
    assert [row["period_end"] for row in rows] == ["2018-12-31", "2019-12-31"]


GROWTH = [
    ("2019年6月社会救助统计月报表",),
    ("指标名称", "计量单位", "本期", "上期", "环比(%)"),
    ("城市低保人数", "人", 1200, 1100, 9.09),
]


@pytest.mark.parametrize("growth", ["#DIV/0!", "−5.2", "持平", "—", "…", "N/A", "#N/A", "无", "/"])
def test_what_stands_in_a_column_that_is_not_loaded_refuses_nothing(bundled, tmp_path, growth):
    rows = [*GROWTH, ("农村低保人数", "人", 345, 0, growth)]
    path = made_files.xlsx(tmp_path, rows)
    printed = [row["printed"] for row in resolved.rows(bundled, path, area="530102").values()]
    assert {"1200", "345"} <= set(printed)
    assert not [
        words
        for reason, words in resolved.faults(bundled, path, area="530102")
        if reason not in ("marker", "repeated")
    ]


def test_a_cell_of_a_formula_without_a_result_is_refused(bundled, tmp_path):
    path = bare_workbook(tmp_path, "<c><f>600*2</f></c><c><v>345</v></c>")
    assert "not_calculated" in dict(resolved.faults(bundled, path, area="530000"))


def test_thousands_without_quotes_do_not_slide_into_the_next_column(bundled, tmp_path):
    lines = [(TITLE, "", "", ""), (*HEAD, "备注"), ("五华区", "1", "200", "345")]
    path = csv(tmp_path, *lines, ("盘龙区", "1300", "456", ""))
    found = by_place(resolved.rows(bundled, path, area="530000"))
    assert found == {"2,4": "1300", "3,4": "456"}
    assert resolved.faults(bundled, path, area="530000")


def test_percent_is_the_unit_that_the_label_has(bundled, tmp_path):
    lines = [("2019年统计表", ""), ("地区", "火化率(%)"), ("五华区", "61.6"), ("盘龙区", "55.0")]
    rows = resolved.rows(bundled, csv(tmp_path, *lines), area="530000", period=YEAR).values()
    assert [(row["indicator"], row["unit"]) for row in rows] == [("cremation_rate", "percent")] * 2


def test_a_span_ends_with_the_head_of_the_table(bundled, tmp_path):
    head = "<thead><tr><th rowspan=2>地区" + "".join(f"<th>{name}" for name in HEAD[1:])
    content = f"<p>{TITLE}</p><table>{head}</thead><tbody><tr><td>五华区<td>1200<td>345</table>"
    path = made_files.text(tmp_path, content, name="table.html")
    assert sorted(by_place(resolved.rows(bundled, path, area="530000")).values()) == ["1200", "345"]


def refused(path):
    with pytest.raises((UnreadableTable, UnreadableFile)) as refusal:
        read(path)
    return str(refusal.value)


def test_a_page_of_frames_says_where_its_tables_are(tmp_path):
    content = '<html><frameset rows="*,39"><frame src="a.files/sheet001.htm"></frameset></html>'
    assert "a.files/sheet001.htm" in refused(made_files.text(tmp_path, content, name="table.xls"))


def test_a_text_that_is_cut_is_refused_with_its_line(tmp_path):
    path = csv(tmp_path, *PLAIN, ("五华区", "1200", "345"), encoding="utf-16")
    path.write_bytes(path.read_bytes()[:-1])
    assert "line" in refused(path)


def test_a_date_beyond_every_calendar_is_a_fault_of_its_cell(tmp_path):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("S")
    sheet.write(0, 0, 1e9, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(0, 1, 1200)
    book.save(str(tmp_path / "table.xls"))
    (found,) = read(tmp_path / "table.xls")
    assert found.faults[0, 0][0] == "bad_date"
    assert found.rows[0][1] == "1200"


def test_texts_of_an_old_workbook_without_a_code_page_are_chinese(tmp_path):
    content = [*PLAIN, ("五华区", 1200, 345)]
    (found,) = read(made_files.xls_of_excel_4(tmp_path, content))
    assert found.rows[2] == ("五华区", "1200", "345")


def merge_over_two_areas(title, head):
    def change(book):
        book.active["A1"], book.active["B2"] = title, head
        book.active.merge_cells("B3:B4")

    return change


@pytest.mark.parametrize(
    ("title", "head", "refused"),
    [(TITLE, "城市低保人数(人)", 2), ("2019年6月低保标准", "城市低保标准(元/月)", 0)],
)
def test_a_count_over_two_areas_is_of_neither_and_a_standard_of_both(
    bundled, tmp_path, title, head, refused
):
    areas = [("五华区", 1200, 345), ("盘龙区", None, 456)]
    path = workbook(tmp_path, merge_over_two_areas(title, head), rows=areas)
    reasons = [reason for reason, _words in resolved.faults(bundled, path, area="530000")]
    assert reasons.count("merged_figure") == refused


@pytest.mark.parametrize(("shape", "refused"), [('0"户"', True), ('0"人"', False)])
def test_a_format_that_shows_another_unit_contradicts_the_label(bundled, tmp_path, shape, refused):
    path = workbook(tmp_path, lambda book: setattr(book.active["B3"], "number_format", shape))
    reasons = [reason for reason, _words in resolved.faults(bundled, path, area="530000")]
    assert ("unit_contradiction" in reasons) == refused
