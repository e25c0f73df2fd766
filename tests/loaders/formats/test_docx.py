import pytest
from support import made_files
from support.made_files import docx_line, docx_table

from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import read

STYLES = """
<w:style w:type="character" w:styleId="Up">
  <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Upper"><w:basedOn w:val="Up"/></w:style>
<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Listed">
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="table" w:styleId="Blue"><w:tblStylePr>
  <w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>
"""


@pytest.fixture
def sheets(tmp_path):
    """Reads a document with this body."""
    return lambda body: read(made_files.docx(tmp_path, body, STYLES))


@pytest.fixture
def cell(sheets):
    """Reads the second cell of a table, with this in it: the sheet, and the text."""

    def read_cell(content):
        (sheet,) = sheets(docx_table([["五华区", content]]))
        return sheet, sheet.cell(0, 1)

    return read_cell


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def line(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def merged(properties, content):
    return f"<w:tcPr>{properties}</w:tcPr>{docx_line(content)}"


def test_tables_have_the_lines_above_them_as_titles(sheets):
    first, second = sheets(
        docx_line("2019年6月低保情况")
        + docx_table([["地区", "人数"], ["五华区", "12"]])
        + docx_line("续表")
        + docx_table([["盘龙区", "13"]])
    )
    assert first.rows == (("地区", "人数"), ("五华区", "12"))
    assert (first.name, first.before) == ("table 1", ("", "2019年6月低保情况"))
    assert (second.name, second.before) == ("table 2", ("", "续表"))
    assert second.locator(0, 1) == "sheet=table 2;cell=1,2"


def test_merged_cells_show_their_text_everywhere(sheets):
    wide = merged('<w:gridSpan w:val="2"/>', "低保")
    (sheet,) = sheets(
        docx_table(
            [
                [merged('<w:vMerge w:val="restart"/>', "地区"), wide],
                [merged("<w:vMerge/>", ""), "人数", "户数"],
                ["五华区", "12", "7"],
            ]
        )
    )
    assert sheet.rows == (("地区", "低保", "低保"), ("地区", "人数", "户数"), ("五华区", "12", "7"))
    assert sheet.merged((0, 0), (1, 0)) and sheet.merged((0, 1), (0, 2))


def test_what_a_merged_cell_covers_is_told(sheets):
    rows = [[merged('<w:vMerge w:val="restart"/>', "12"), "a"], [merged("<w:vMerge/>", "13"), "b"]]
    (sheet,) = sheets(docx_table(rows))
    assert sheet.rows == (("12", "a"), ("12", "b"))
    assert sheet.unseen == (
        ("sheet=table 1;cell=2,1", "13 is covered by a merged range: not loaded"),
    )


@pytest.mark.parametrize(
    "raised",
    [
        run("1", '<w:vertAlign w:val="superscript"/>'),
        run("1", '<w:position w:val="6"/>'),
        run("1", '<w:rStyle w:val="Upper"/>'),
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        r"<w:r><w:instrText>eq \o\ac(○,1)</w:instrText></w:r>",
        "<w:r><w:ruby><w:rt>" + run("1") + "</w:rt><w:rubyBase/></w:ruby></w:r>",
        run("①"),
    ],
)
def test_what_is_raised_is_a_mark(cell, raised):
    sheet, text = cell(line(run("1200"), raised))
    assert text == "1200"
    assert (0, 1) in sheet.marks


@pytest.mark.parametrize(
    "hidden",
    [
        run("1", "<w:strike/>"),
        run("1", "<w:dstrike/>"),
        run("1", "<w:vanish/>"),
        run("1", '<w:color w:val="FFFFFF"/>'),
        run("1", '<w:color w:themeColor="background1" w:val="FFFFFF"/>'),
        run("1", '<w:sz w:val="2"/>'),
        run("1", '<w:w w:val="1"/>'),
        run("1", '<w:spacing w:val="-400"/>'),
        run("1", '<w:color w:val="4472C4"/><w:shd w:val="clear" w:fill="4472C4"/>'),
        "<w:bdo>" + run("1") + "</w:bdo>",
        '<w:del w:id="1"><w:r><w:delText>1</w:delText></w:r></w:del>',
        "<w:moveFrom>" + run("1") + "</w:moveFrom>",
    ],
)
def test_what_is_struck_deleted_or_hidden_is_told_and_not_loaded(cell, hidden):
    sheet, text = cell(line(hidden, run("200")))
    assert text == "200"
    assert sheet.unseen == (
        ("sheet=table 1;cell=1,2", "1 is deleted, struck out or hidden: not loaded"),
    )


def test_what_was_inserted_or_switched_off_is_read(cell):
    assert cell(line("<w:r><w:t>12<!-- 9 --><?a b?>00</w:t></w:r>"))[1] == "1200"
    changed = '<w:rPrChange w:id="1"><w:rPr><w:strike/></w:rPr></w:rPrChange>'
    assert cell(line(run("12", changed), run("00")))[1] == "1200"
    inserted = '<w:ins w:id="1">' + run("1200", '<w:strike w:val="0"/>') + "</w:ins>"
    assert cell(line(inserted))[1] == "1200"
    assert cell(line(run("1", '<w:rFonts w:hint="eastAsia"/>'), run("200")))[1] == "1200"
    assert cell(f"<w:sdt><w:sdtContent>{docx_line('7')}</w:sdtContent></w:sdt>")[1] == "7"


def test_a_paragraph_whose_style_hides_it(cell):
    hidden = line(run("9"), properties='<w:pStyle w:val="Gone"/>')
    sheet, text = cell(hidden + docx_line("7"))
    assert text == "7"
    assert len(sheet.unseen) == 1


@pytest.mark.parametrize(
    "numbered",
    [
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>',
        '<w:pStyle w:val="Listed"/>',
    ],
)
def test_a_number_with_a_number_of_the_program_before_it_is_refused(cell, numbered):
    sheet, _text = cell(line(run("200"), properties=numbered))
    assert "puts a number before it" in sheet.faults[0, 1][1]


def test_numbers_of_unlike_parts_and_symbols_are_refused(cell):
    sheet, _text = cell(line(run("120"), run("1", '<w:color w:val="FF0000"/>')))
    assert sheet.faults[0, 1][0] == "not_a_number"
    sheet, _text = cell(line(run("120"), f"<w:hyperlink>{run('1')}</w:hyperlink>"))
    assert sheet.faults[0, 1][0] == "not_a_number"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>'
    assert cell(line(run("1200"), symbol))[1] == "1200\ufffd"
    half = r"<w:r><w:instrText>eq \f(1,2)</w:instrText></w:r>"
    assert cell(line(run("1"), half))[1] == "1\ufffd"


def test_white_text_is_seen_on_a_filled_cell(sheets):
    white = line(run("人数", '<w:color w:val="FFFFFF"/>'))
    filled = f'<w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr>{white}'
    assert sheets(docx_table([[filled, "x"]]))[0].rows == (("人数", "x"),)
    styled = '<w:tbl><w:tblPr><w:tblStyle w:val="Blue"/></w:tblPr>'
    table = docx_table([[white, "x"]]).replace("<w:tbl>", styled)
    assert sheets(table)[0].rows == (("人数", "x"),)


def test_deleted_and_hidden_rows_are_told(sheets):
    rows = docx_table([["五华区", "12"]])
    for mark in (
        "<w:del/>",
        "<w:hidden/>",
        '<w:trHeight w:hRule="exact" w:val="2"/>',
    ):
        hidden = f"<w:tr><w:trPr>{mark}</w:trPr>" + "".join(map(made_files.docx_cell, "盘9"))
        (sheet,) = sheets(rows.replace("</w:tbl>", f"{hidden}</w:tr></w:tbl>"))
        assert sheet.rows == (("五华区", "12"),)
        assert [words for _place, words in sheet.unseen] == [
            "row 2 is hidden: what it holds is not loaded"
        ]


def test_nested_tables_have_their_own_cells(sheets):
    inner = docx_table([["x", "1"]]) + docx_line("12")
    outer, nested = sheets(docx_table([["五华区", inner]]))
    assert outer.rows == (("五华区", "12"),)
    assert nested.rows == (("x", "1"),)


def test_a_table_in_a_text_box_and_a_picture_are_told(sheets):
    box = f"<w:p><w:r><w:pict>{docx_table([['x', '1']])}</w:pict></w:r></w:p>"
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    hidden, sheet = sheets(box + docx_table([["五华区", picture]]))
    assert (hidden.rows, len(hidden.unseen)) == ((), 1)
    assert sheet.unseen[0][1] == "a picture stands in the cell: not loaded"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (docx_line("低保人数12人"), "a document without a table"),
        ("<w:altChunk/>" + docx_table([["1"]]), "a file of another format"),
        ("<w:tbl><w:tr>", "its part word/document.xml is damaged: no XML from line 1"),
        (docx_table([[merged('<w:gridSpan w:val="99999"/>', "1")]]), "columns"),
    ],
)
def test_documents_that_cannot_be_read_are_refused(sheets, body, words):
    with pytest.raises(UnreadableTable, match=words):
        sheets(body)
