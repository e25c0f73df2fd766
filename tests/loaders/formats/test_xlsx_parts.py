"""What may stand in the parts of a workbook, beyond what programs write there."""

import zipfile

import pytest
from support.made_files import xlsx

from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import read

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PLAIN = "<fill><patternFill/></fill>"
LABEL = '<c t="inlineStr"><is><t>五华区</t></is></c>'


@pytest.fixture
def sheet_of(tmp_path):
    """Reads a workbook of one row with these cells; a cell of style 1 has this font and fill."""

    def read_cells(cells, font="", fill=PLAIN, dxf="", after="", before=""):
        path = xlsx(tmp_path, [["a"]])
        rows = f"<sheetData><row>{cells}</row></sheetData>"
        sheet = f"<worksheet {SPACE}>{before}{rows}{after}</worksheet>"
        styles = (
            f"<styleSheet {SPACE}><fonts><font/><font>{font}</font></fonts>"
            f"<fills>{PLAIN}{fill}</fills><cellXfs><xf/><xf fontId='1' fillId='1'/></cellXfs>"
            f"<dxfs><dxf>{dxf}</dxf></dxfs></styleSheet>"
        )
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts |= {"xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": styles}
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        (found,) = read(path)
        return found

    return read_cells


def number(content):
    return f"<c><v>{content}</v></c>"


@pytest.mark.parametrize(
    "content", ["12<!-- 9 -->00", "12<?a b?>00", "12<![CDATA[00]]>", " 1200 ", "1.2E+3", "1200."]
)
def test_a_number_is_read_whole_whatever_stands_between_its_digits(sheet_of, content):
    assert sheet_of(number(content)).rows == (("1200",),)


@pytest.mark.parametrize("text", ["12<!-- 9 -->00", "12<?a b?>00", "12<![CDATA[00]]>"])
@pytest.mark.parametrize("run", ["<t>{}</t>", "<r><t>{}</t></r>", "<r><t>12</t><t>00</t></r>"])
def test_a_text_is_read_whole_too(sheet_of, text, run):
    cell = f'<c t="inlineStr"><is>{run.format(text)}</is></c>'
    assert sheet_of(cell).rows == (("1200",),)


@pytest.mark.parametrize(
    "cell",
    [
        number("12<b>3</b>00"), "<c><v>12</v><v>13</v></c>",
        '<c t="inlineStr"><is><t>12<b/>00</t></is></c>', '<c r="b1"><v>1</v></c>',
        '<c r="$B$1"><v>1</v></c>', '<c r="A0"><v>1</v></c>', '<c r="A"><v>1</v></c>',
        '<c r="A1:B1"><v>1</v></c>', '<c r="Ａ1"><v>1</v></c>', '<c r="A１"><v>1</v></c>',
        '<c r=""><v>1</v></c>', '<c r="XFE1"><v>1</v></c>',
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_placed_or_read_whole_refuses_the_file(sheet_of, cell):
    with pytest.raises(UnreadableTable):
        sheet_of(LABEL + cell)


@pytest.mark.parametrize(
    "content",
    ["1_200", "١٢", "１２", "Infinity", "NaN", "0x10", "1,200", "1e", "--1", "1 2", "1200人"],
)
def test_what_only_looks_like_a_number_is_a_fault(sheet_of, content):
    sheet = sheet_of(LABEL + number(content))
    assert sheet.rows[0][1] == content and sheet.faults[0, 1][0] == "not_a_number"


@pytest.mark.parametrize("kind", ["zz", "N", "number", "S"])
def test_a_cell_of_an_unknown_type_is_a_fault(sheet_of, kind):
    sheet = sheet_of(f'{LABEL}<c t="{kind}"><v>1200</v></c>')
    assert sheet.rows[0][1] == "1200" and "unknown type" in sheet.faults[0, 1][1]


def solid(color):
    return f'<fill><patternFill patternType="solid"><fgColor {color}/></patternFill></fill>'


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        ('<color rgb="FFFFFFFF"/>', PLAIN),
        ('<color rgb="FFFDFDFE"/>', PLAIN),
        ('<color indexed="9"/>', PLAIN),
        ('<color theme="0"/>', PLAIN),
        ('<color rgb="FFFFFFFF"/>', solid('rgb="FFFFFFFF"')),
        ('<color theme="0"/>', solid('theme="0"')),
        ('<color rgb="FFFF0000"/>', solid('rgb="ffff0000"')),
        ('<color theme="4" tint="0.5"/>', solid('theme="4" tint="0.5"')),
        ('<sz val="1"/>', PLAIN),
        ("<strike/>", PLAIN),
        ('<strike val="1"/>', PLAIN),
        ("<vanish/>", PLAIN),
    ],
)
def test_a_font_by_which_nothing_is_seen_hides_its_cell(sheet_of, font, fill):
    for cell in ('<c s="1"><v>1200</v></c>', '<c s="1" t="str"><v>1200</v></c>'):
        sheet = sheet_of(LABEL + cell, font, fill)
        assert sheet.rows == (("五华区",),) and "1200" in sheet.unseen[0][1]


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        ('<color rgb="FFFFFFFF"/>', solid('rgb="FF003366"')),
        ('<color theme="0"/>', solid('theme="4"')),
        ('<color theme="0" tint="-0.5"/>', PLAIN),
        ('<color rgb="FFFFFF00"/>', PLAIN),
        ('<color rgb="FFFF0000"/>', solid('rgb="FF00FF00"')),
        ('<strike val="0"/>', PLAIN),
        ('<sz val="6"/>', PLAIN),
        ('<color rgb="FFFFFFFF"/>', "<fill><gradientFill/></fill>"),
    ],
)
def test_a_font_that_is_seen_hides_nothing(sheet_of, font, fill):
    assert sheet_of(f'{LABEL}<c s="1"><v>1200</v></c>', font, fill).rows == (("五华区", "1200"),)


def rule(attributes, inside=""):
    return (
        f'<conditionalFormatting sqref="A9 B1:B2"><cfRule dxfId="0" {attributes}>{inside}</cfRule>'
        "</conditionalFormatting>"
    )


def rule_of_2010(attributes, inside=""):
    """A rule as programs since 2010 write it, behind all others."""
    return (
        "<extLst><ext><x14:conditionalFormattings xmlns:x14='urn:x14' xmlns:xm='urn:xm'>"
        f"<x14:conditionalFormatting><x14:cfRule {attributes}>{inside}</x14:cfRule>"
        "<xm:sqref>A9 B1:B2</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst>"
    )


WHITE_OF_2010 = '<x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf>'
ALWAYS = rule('type="expression"', "<formula>A1=1</formula>")
WHITE = '<font><color rgb="FFFFFFFF"/></font>'


@pytest.mark.parametrize(
    ("dxf", "after"),
    [
        (WHITE, ALWAYS),
        ("<font><strike/></font>", ALWAYS),
        ('<numFmt numFmtId="200" formatCode=";;;"/>', ALWAYS),
        ('<numFmt numFmtId="200" formatCode="0.0,"/>', ALWAYS),
        ('<numFmt numFmtId="200" formatCode="0%"/>', ALWAYS),
        ('<numFmt numFmtId="200" formatCode="yyyy"/>', ALWAYS),
        (WHITE, rule('type="cellIs" operator="greaterThan"', "<formula>1000</formula>")),
        (WHITE, rule('type="cellIs" operator="equal"', "<formula>$A$1</formula>")),
        (WHITE, rule('type="cellIs" operator="unheard"', "<formula>0</formula>")),
        (WHITE, rule('type="duplicateValues"')),
        ("", rule('type="dataBar"', '<dataBar showValue="0"/>')),
        ("", rule('type="iconSet"', '<iconSet showValue="0"/>')),
        ("", rule_of_2010('type="expression"', f"<xm:f>1</xm:f>{WHITE_OF_2010}")),
        (
            "",
            rule_of_2010(
                'type="cellIs" operator="greaterThan"', f"<xm:f>1000</xm:f>{WHITE_OF_2010}"
            ),
        ),
        ("", rule_of_2010('type="dataBar"', '<x14:dataBar showValue="0"/>')),
        ("", rule_of_2010('type="iconSet"', '<x14:iconSet showValue="0"/>')),
    ],
)
def test_a_conditional_format_that_may_hide_a_number_is_its_fault(sheet_of, dxf, after):
    sheet = sheet_of(LABEL + number(1200), dxf=dxf, after=after)
    assert sheet.rows == (("五华区", "1200"),) and list(sheet.faults) == [(0, 1)]


@pytest.mark.parametrize(
    ("dxf", "after"),
    [
        ('<font><b/><color rgb="FFFF0000"/></font>', ALWAYS),
        (f'{WHITE}<fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>', ALWAYS),
        ('<numFmt numFmtId="200" formatCode="#,##0"/>', ALWAYS),
        (WHITE, rule('type="cellIs" operator="equal"', "<formula>0</formula>")),
        (WHITE, rule('type="cellIs" operator="lessThan"', "<formula>1000</formula>")),
        (
            WHITE,
            rule('type="cellIs" operator="between"', "<formula>1</formula><formula>9</formula>"),
        ),
        (WHITE, ALWAYS.replace("A9 B1:B2", "C1:D9")),
        ("", rule('type="dataBar"', "<dataBar/>")),
        ("", rule('type="colorScale"', "<colorScale/>")),
        ("", rule_of_2010('type="dataBar"', "<x14:dataBar/>")),
        (
            "",
            rule_of_2010('type="cellIs" operator="lessThan"', f"<xm:f>1000</xm:f>{WHITE_OF_2010}"),
        ),
    ],
)
def test_a_conditional_format_that_hides_nothing_is_none(sheet_of, dxf, after):
    sheet = sheet_of(LABEL + number(1200), dxf=dxf, after=after)
    assert (sheet.rows, sheet.faults) == ((("五华区", "1200"),), {})


@pytest.mark.parametrize("align", ["superscript", "subscript"])
@pytest.mark.parametrize("kind", ["n", "str"])
def test_a_cell_above_the_line_is_a_mark(sheet_of, align, kind):
    cell = f'<c s="1" t="{kind}"><v>1</v></c>'
    sheet = sheet_of(LABEL + cell, f'<vertAlign val="{align}"/>')
    assert (sheet.rows, sheet.marks) == ((("五华区",),), {(0, 1): "1"})


@pytest.mark.parametrize("before", ['zeroHeight="1"', 'defaultColWidth="0"'])
def test_what_is_hidden_unless_something_is_said_of_it(sheet_of, before):
    second = '<row r="2" ht="15"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c>'
    shown = f'<c r="A1"><v>1</v></c></row>{second}'
    widths = '<cols><col min="1" max="1" width="9"/></cols>'
    sheet = sheet_of(shown, before=f"<sheetFormatPr {before}/>{widths}")
    seen = ("", "2") if "Height" in before else ("1", "2")
    assert tuple(row[0] for row in sheet.rows) == seen
    assert len(sheet.unseen) == 1


def test_entities_of_a_part_are_refused(sheet_of, tmp_path):
    sheet_of(number(1200))
    with zipfile.ZipFile(tmp_path / "table.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = b'<!DOCTYPE a [<!ENTITY e "5">]>' + parts["xl/workbook.xml"]
    with zipfile.ZipFile(tmp_path / "table.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableTable, match="has entities of its own"):
        read(tmp_path / "table.xlsx")
