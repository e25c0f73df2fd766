import zipfile

import pytest

from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import SUFFIXES, read

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


def stored(text, value, kind="float"):
    return cell(text, f'office:value-type="{kind}" office:value="{value}"')


@pytest.mark.parametrize(
    ("text", "value", "kind", "faults"),
    [
        ("1,234.5", "1234.4999", "float", []),
        ("1.25万", "12500", "float", []),
        ("61.6%", "0.616", "percentage", []),
        ("61.64％", "0.61644", "percentage", []),
        ("-3", "-3", "float", []),
        ("１２００", "1200", "float", []),
        ("¥1,200", "1200", "currency", []),
        ("2019年", "43466", "date", []),
        ("—", "0", "float", []),
        ("1200", "5600", "float", ["other_value"]),
        ("61.6", "0.616", "float", ["other_value"]),
        ("1200", "120", "float", ["other_value"]),
        ("1.25万", "1.25", "float", ["other_value"]),
        ("3", "-3", "float", ["other_value"]),
    ],
)
def test_a_number_is_stored_as_it_is_shown_or_at_fault(sheets, text, value, kind, faults):
    (sheet,) = sheets(table(row(stored(text, value, kind))))
    assert [fault[0] for fault in sheet.faults.values()] == faults
    assert faults or (sheet.rows[0][0], sheet.scales) == (text, {})


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [("1,235", "1234567", 1000), ("1.2", "12345", 10_000), ("12", "120", 10), ("0.6%", "0.6", 100)],
)
def test_a_number_that_is_shown_divided_by_a_power_of_ten_has_a_scale(sheets, text, value, scale):
    (sheet,) = sheets(table(row(stored(text, value))))
    assert sheet.scales == {(0, 0): scale}


def test_a_number_that_is_stored_and_not_shown_is_a_fault(sheets):
    bare = '<table:table-cell office:value-type="float" office:value="1200"/>'
    (sheet,) = sheets(table(row(cell("a"), bare)))
    assert sheet.rows == (("a", "1200"),) and sheet.faults[0, 1][0] == "other_value"


STYLED = """
<style:style style:name="old" style:family="table-cell">
  <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="kin" style:family="table-cell" style:parent-style-name="old"/>
<style:style style:name="head" style:family="table-cell">
  <style:table-cell-properties fo:background-color="#003366"/>
  <style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="pale"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="tiny"><style:text-properties fo:font-size="0pt"/></style:style>
<style:style style:name="none"><style:text-properties text:display="none"/></style:style>
<style:style style:name="thin"><style:table-column-properties style:column-width="0cm"/>
</style:style>
<style:style style:name="shown" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="mapped" style:family="table-cell">
  <style:map style:condition="cell-content()&gt;=1000" style:apply-style-name="pale"/>
</style:style>
<style:style style:name="low"><style:table-row-properties style:row-height="0in"/></style:style>
"""


@pytest.fixture
def styled(tmp_path):
    """Reads a workbook whose common styles are STYLED."""

    def read_tables(tables):
        space = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
        head, _, _ = CONTENT.partition("<office:automatic-styles>")
        start = head.replace("document-content", "document-styles", 1).replace(">", f" {space}>")
        start = start.replace(f'?" {space}>', '?">').replace(f'"UTF-8"? {space}>', '"UTF-8"?>')
        common = f"{start}<office:styles>{STYLED}</office:styles></office:document-styles>"
        path = tmp_path / "styled.ods"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("styles.xml", common)
            archive.writestr("content.xml", CONTENT.format(tables=tables))
        return read(path)

    return read_tables


@pytest.mark.parametrize("style", ["old", "kin", "pale", "tiny", "none"])
@pytest.mark.parametrize("where", ["cell", "row", "column", "span"])
def test_a_style_hides_wherever_it_is_said_and_inherited(styled, style, where):
    named = {
        "cell": ("", "", f'table:style-name="{style}"', "1300"),
        "row": ("", f'table:default-cell-style-name="{style}"', "", "1300"),
        "column": (f'table:default-cell-style-name="{style}"', "", "", "1300"),
        "span": ("", "", "", f'<text:span text:style-name="{style}">1300</text:span>'),
    }
    column, line, own, words = named[where]
    tables = table(f"<table:table-column {column}/>", row(cell(words, own), attributes=line))
    (sheet,) = styled(f"{tables}{table(row(cell('1')))}")[:1]
    assert sheet.rows == () and "1300" in sheet.unseen[0][1]


def test_white_on_a_colour_is_seen(styled):
    (sheet,) = styled(table(row(cell("地区", 'table:style-name="head"'))))
    assert sheet.rows == (("地区",),)


def test_rows_and_columns_without_room_are_not_seen(styled):
    columns = '<table:table-column/><table:table-column table:style-name="thin"/>'
    low = row(cell("3"), attributes='table:style-name="low"')
    (sheet,) = styled(table(columns, row(cell("1"), cell("2")), low))
    assert sheet.rows == (("1",),) and len(sheet.unseen) == 2


def test_groups_that_are_folded_away_are_not_seen(sheets):
    folded = 'table:display="false"'
    rows = f"<table:table-row-group {folded}>{row(cell('9'), cell('8'))}</table:table-row-group>"
    columns = f"<table:table-column-group {folded}><table:table-column/></table:table-column-group>"
    (sheet,) = sheets(table(columns, rows, row(cell("7"), cell("1"))))
    assert sheet.rows == (("", ""), ("", "1")) and len(sheet.unseen) == 2


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("12<!-- 9 -->00", "1200"),
        ("12<text:span>00</text:span>", "1200"),
        ("12<text:hidden-text>9</text:hidden-text>", "12"),
        ("12<text:note><text:note-citation>1</text:note-citation></text:note>", "12"),
    ],
)
def test_what_stands_in_a_paragraph_and_is_seen(sheets, inside, text):
    (sheet,) = sheets(table(row(cell(inside))))
    assert (sheet.rows, sheet.faults) == (((text,),), {})


@pytest.mark.parametrize(
    "inside", ["12<text:sheet-name>9</text:sheet-name>", "1<text:x>2</text:x>"]
)
def test_a_number_of_which_a_program_writes_a_part_is_a_fault(sheets, inside):
    (sheet,) = sheets(table(row(cell(inside))))
    assert sheet.faults[0, 0][0] == "not_a_number"


@pytest.mark.parametrize(
    "words",
    [
        "<text:h>9</text:h>",
        "<text:list><text:list-item><text:p>9</text:p></text:list-item></text:list>",
    ],
)
def test_headings_and_lists_in_a_cell_are_its_text(sheets, words):
    (sheet,) = sheets(table(row(f"<table:table-cell>{words}</table:table-cell>", cell("1"))))
    assert sheet.rows == (("9", "1"),)


@pytest.mark.parametrize(
    "common",
    [
        '<style:default-style style:family="table-cell"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:default-style>',
        '<style:style style:name="Default"><style:text-properties fo:color="#fefeff"/>'
        "</style:style>",
    ],
)
def test_what_holds_for_all_cells_holds_for_those_without_a_style(styled, common, monkeypatch):
    monkeypatch.setattr(f"{__name__}.STYLED", common)
    with pytest.raises(UnreadableTable, match="hidden"):
        styled(table(row(cell("1300"))))


CONDITIONS = """<calcext:conditional-formats
  xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<calcext:conditional-format calcext:target-range-address="{where}">{rule}
</calcext:conditional-format></calcext:conditional-formats>"""
RULE = '<calcext:condition calcext:apply-style-name="{style}" calcext:value="{value}"/>'
WHERE = "$&apos;a. b&apos;.$B$1:&apos;a. b&apos;.B2 表.D1"


@pytest.mark.parametrize(
    ("style", "value", "faults"),
    [
        ("old", "formula-is(1)", [(0, 1), (0, 3)]),
        ("pale", "&gt;=1000", [(0, 1)]),
        ("pale", "between(1;10)", [(0, 3)]),
        ("pale", "not-between(1,10)", [(0, 1)]),
        ("pale", "&lt;5", []),
        ("head", "formula-is(1)", []),
        ("shown", "formula-is(1)", [(0, 1), (0, 3)]),
    ],
)
def test_a_conditional_format_that_may_hide_a_number_is_its_fault(styled, style, value, faults):
    cells = row(cell("a"), cell("1200"), cell("1200"), cell("7"))
    rule = RULE.format(style=style, value=value)
    tables = table(cells, CONDITIONS.format(where=WHERE, rule=rule))
    (sheet,) = styled(tables)
    assert list(sheet.faults) == faults


def test_icons_in_place_of_numbers_are_faults(styled):
    icons = '<calcext:icon-set calcext:show-value="false"/>'
    tables = table(row(cell("a"), cell("7")), CONDITIONS.format(where="表.B1:表.B1", rule=icons))
    assert list(styled(tables)[0].faults) == [(0, 1)]
    bars = "<calcext:data-bar/><calcext:color-scale/>"
    tables = table(row(cell("a"), cell("7")), CONDITIONS.format(where="表.B1:表.B1", rule=bars))
    assert styled(tables)[0].faults == {}


def test_a_style_that_depends_on_the_value_may_hide_it(styled):
    named = 'table:style-name="mapped"'
    (sheet,) = styled(table(row(cell("1200", named), cell("7", named), cell("7"))))
    assert list(sheet.faults) == [(0, 0)]


def test_a_formula_without_a_stored_result_is_a_fault(sheets):
    formula = '<table:table-cell table:formula="of:=600*2"/>'
    empty = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/>'
    (sheet,) = sheets(table(row(cell("五华区"), formula, empty, cell("7"))))
    assert sheet.rows == (("五华区", "=600*2", "", "7"),)
    assert sheet.faults[0, 1][0] == "not_calculated"
