"""Good files to begin with: those of the package, and small ones of every format."""

import tempfile
import zipfile
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from support import ledgers, made_files

from minzheng.loaders.files import BUNDLED

ROWS = [
    ["2019年6月低保情况", "", "", ""],
    ["地区", "城市低保人数(人)", "农村低保人数(人)", "备注"],
    ["五华区", 1200, 345, ""],
    ["盘龙区", 1300, 456, "①"],
    ["官渡区", "1,410", "—", "约"],
]
PAGE = """<html><head><meta charset="utf-8"><title>2019年6月低保情况</title>
<style>.up { vertical-align: super } .gone { display: none }</style></head><body><p>单位：人</p>
<table><caption>2019年6月低保情况</caption><thead><tr><th rowspan=2>地区<th colspan=2>低保</tr>
<tr><th>城市低保人数(人)<th>农村低保人数(人)</tr></thead><tbody><tr><td>五华区<td>1200<sup>1</sup><td>345
<tr><td>盘龙区<td><s>13</s>1300<span class=gone>9</span><td>456<tr hidden><td>官渡区<td>1<td>2
</tbody></table><table><tr><td>注</td></tr></table></body></html>
"""
MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

{page}
--b--
"""
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles><style:style style:name="up"><style:text-properties
  style:text-position="super 58%"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="表">
<table:table-column table:number-columns-repeated="3"/>
{rows}</table:table></office:spreadsheet></office:body></office:document-content>
"""
WORDS = """<w:p><w:pPr><w:pStyle w:val="Up"/></w:pPr>
<w:del><w:r><w:delText>13</w:delText></w:r></w:del><w:ins><w:r><w:t>1300</w:t></w:r></w:ins>
<w:r><w:rPr><w:rStyle w:val="Up"/></w:rPr><w:t>1</w:t></w:r>
<w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r>
<w:r><w:footnoteReference w:id="1"/></w:r></w:p>"""
MAPPING = """first_row = 3
area = { column = 1 }
period = { value = "2019-06" }

[[figures]]
column = 2
indicator = "dibao_persons"
breakdown = "residence=urban"
unit = "person"

[[figures]]
column = 3
indicator = "dibao_persons"
breakdown = "residence=rural"
carried = "万"
"""
# So many lines of a list are enough.
LINES = 60


def tables():
    """Files that the readers of formats read, by the suffix; several of each."""
    text = "\n".join(
        ",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in ROWS
    )
    found = {
        ".csv": [text.encode(), text.encode("gb18030"), text.encode("utf-16")],
        ".txt": [made_files.MONTHLY.encode(), made_files.QUARTERLY.encode("gbk")],
        ".html": [PAGE.encode()],
        ".mht": [MHTML.format(page=PAGE).encode()],
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        found[".xlsx"] = [workbook(folder), made_files.xlsx(folder, ROWS, ["A1:D1"]).read_bytes()]
        found[".xls"] = [
            old_workbook(folder),
            made_files.xls(folder, ROWS, [(0, 0, 0, 3)]).read_bytes(),
        ]
        found[".ods"] = [open_document(folder)]
        found[".docx"] = [document(folder)]
        found[".zip"] = [archive(folder, found)]
    return found


def document(folder):
    """A document with marks, deleted texts, merged cells and a table of its own in a cell."""
    rows = [[str(cell) for cell in row] for row in ROWS[1:]]
    rows.append(["西山区", WORDS, made_files.docx_table([["注"]]) + "<w:p/>", ""])
    merged = '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/>'
    body = made_files.docx_line(ROWS[0][0]) + made_files.docx_table([[merged, "", ""], *rows])
    style = '<w:style w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    return made_files.docx(folder, body, style).read_bytes()


def archive(folder, found):
    """Some of the files, one with a name in GBK."""
    members = {"a/表.csv": found[".csv"][1], "b.html": found[".html"][0], "c.xls": found[".xls"][0]}
    content = made_files.zipped(folder, {**members, "NAMED.csv": found[".csv"][0]}).read_bytes()
    return content.replace(b"NAMED", "昆明".encode("gbk") + b"1")


def workbook(folder):
    """A workbook with marks, hidden parts, merged ranges, formulas and formats."""
    book = Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    sheet["B6"] = CellRichText("1500", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    sheet["A6"], sheet["C6"], sheet["D6"] = "西山区", 0.0345, "=1+1"
    sheet["C6"].number_format = "#,##0"
    sheet["D4"], sheet["D5"] = 0.616, 12345
    sheet["D4"].number_format, sheet["D5"].number_format = "0.0%", "0!.0000"
    sheet["D3"].font = Font(strike=True)
    sheet.row_dimensions[5].hidden = True
    sheet.merge_cells("A1:D1")
    book.create_sheet("旧").append(["五华区", 1])
    book["旧"].sheet_state = "hidden"
    book.save(folder / "rich.xlsx")
    return (folder / "rich.xlsx").read_bytes()


def old_workbook(folder):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    raised = xlwt.easyfont("escapement superscript")
    sheet.write(5, 0, "西山区")
    sheet.write_rich_text(5, 1, [("1500", xlwt.easyfont("")), ("1", raised)])
    sheet.write(5, 2, 616, xlwt.easyxf(num_format_str="#,##0"))
    sheet.write(5, 3, 0.616, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write_merge(6, 6, 0, 3, "注")
    book.save(str(folder / "rich.xls"))
    return (folder / "rich.xls").read_bytes()


def open_document(folder):
    rows = "\n".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in ROWS
    )
    with zipfile.ZipFile(folder / "table.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=rows))
    return (folder / "table.ods").read_bytes()


def lists():
    """The first lines of each reference list."""
    return [first_lines(path) for path in sorted(BUNDLED.glob("*.csv"))]


def figures():
    """The first lines of each bundled file of figures."""
    return [first_lines(path) for path in sorted(BUNDLED.glob("tables/*.csv"))]


def ledger():
    with tempfile.TemporaryDirectory() as folder:
        return [ledgers.write_ledger(Path(folder), ledgers.rows()).read_bytes()]


def first_lines(path):
    return b"".join(path.read_bytes().splitlines(keepends=True)[:LINES])


def settings():
    return [(BUNDLED / "feeds.example.toml").read_bytes()]
