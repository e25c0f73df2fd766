import zipfile

import pytest

from minzheng.loaders.formats import SUFFIXES, read
from minzheng.loaders.formats.errors import UnreadableTable

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles>
  <style:style style:name="up">
    <style:text-properties style:text-position="super 58%"/></style:style>
  <style:style style:name="out">
    <style:text-properties style:text-line-through-style="solid"/></style:style>
  <style:style style:name="gone"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>
"""


@pytest.fixture
def sheets(tmp_path):
    """Reads a workbook with these tables."""

    def read_tables(tables):
        path = tmp_path / "table.ods"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", CONTENT.format(tables=tables))
        return read(path)

    return read_tables


def table(*rows, attributes=""):
    whole = "".join(row if row.startswith("<") else f"<table:table-row>{row}" for row in rows)
    return f'<table:table table:name="表" {attributes}>{whole}</table:table>'


def cell(text, attributes=""):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_cells_are_read_as_they_are_shown(sheets):
    repeated = '<table:table-cell table:number-columns-repeated="2"/>'
    shown = cell("61.6%", 'office:value-type="percentage" office:value="0.616"')
    (sheet,) = sheets(table(row(cell("地区"), repeated, cell("火化率")), row(shown)))
    assert sheet.rows == (("地区", "", "", "火化率"), ("61.6%", "", "", ""))
    assert sheet.locator(1, 0) == "sheet=表;cell=2,1"


def test_merged_ranges_repeated_rows_and_groups(sheets):
    wide = cell("低保", 'table:number-columns-spanned="2"')
    head = f"<table:table-header-rows>{row(wide, '<table:covered-table-cell/>')}"
    blank = row("<table:table-cell/>", attributes='table:number-rows-repeated="3"')
    (sheet,) = sheets(table(f"{head}</table:table-header-rows>", blank, row(cell("1"), cell("2"))))
    assert sheet.rows == (("低保", "低保"), *[("", "")] * 3, ("1", "2"))
    assert sheet.merged((0, 0), (0, 1))


def test_marks_struck_text_and_what_is_hidden(sheets):
    raised = cell('1200<text:span text:style-name="up">1</text:span>')
    struck = cell('<text:span text:style-name="out">12</text:span>1210')
    hidden = row(cell("9"), attributes='table:visibility="filter"')
    found = sheets(
        table(row(raised, struck), hidden)
        + table(row(cell("8")), attributes='table:style-name="gone"')
    )
    assert [sheet.rows for sheet in found] == [(("1200", "1210"),), ()]
    assert found[0].marks == {(0, 0): "1"}
    assert [words for sheet in found for _place, words in sheet.unseen] == [
        "12 is struck out: not loaded",
        "row 2 is hidden: what it holds is not loaded",
        "the sheet 表 is hidden: what it holds is not loaded",
    ]


def test_a_row_that_stands_for_a_million_is_refused(sheets):
    many = 'table:number-rows-repeated="1048576"'
    cells = cell("x", 'table:number-columns-repeated="1024"')
    with pytest.raises(UnreadableTable, match="cells"):
        sheets(table(row(cells, attributes=many)))


def test_folders_and_feeds_find_such_files():
    assert ".ods" in SUFFIXES
