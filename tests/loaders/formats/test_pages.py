from datetime import date

import pytest
from support import made_files as files
from support.sheets import by_label, figures_of

from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import read

HEAD = "<tr><th>指标名称<th>单位<th>数量</tr>"


def page(tmp_path, body, encoding="utf-8", head=""):
    return files.text(tmp_path, f"<html><head>{head}</head>{body}</html>", encoding, "page.html")


def test_a_page_in_gbk_is_read(tmp_path):
    table = f"<table>{HEAD}<tr><td>1.镇<td>个<td>683</tr></table>"
    head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    assert by_label(page(tmp_path, table, "gbk", head))["1.镇"].printed == "683"


def test_a_page_that_declares_the_wrong_encoding_is_read(tmp_path):
    table = f"<table>{HEAD}<tr><td>1.镇<td>个<td>683</tr></table>"
    assert "1.镇" in by_label(page(tmp_path, table, "utf-8", '<meta charset="gbk">'))


def test_each_table_of_a_page_is_a_sheet(tmp_path):
    tables = "".join(f"<table>{HEAD}<tr><td>1.镇<td>个<td>{n}</tr></table>" for n in (683, 540))
    locators = [one.locator for one in figures_of(page(tmp_path, tables))]
    assert locators == ["sheet=table 1;cell=2,3", "sheet=table 2;cell=2,3"]


def test_a_table_inside_a_layout_table_is_read_once(tmp_path):
    table = f"<table><tr><td>导航<td><table>{HEAD}<tr><td>1.镇<td>个<td>683</tr></table></table>"
    assert [one.printed for one in figures_of(page(tmp_path, table))] == ["683"]


# Quirk 10.
def test_spans_fill_their_cells(tmp_path):
    table = (
        "<table><tr><td rowspan=2>州(市)<td rowspan=2>县(市、区)<td colspan=2>低保标准</tr>"
        "<tr><td>城市<td>农村</tr>"
        "<tr><td rowspan=2>昆明市<td>五华区<td>590<td>城乡一体</tr>"
        "<tr><td>宜良县<td>590<td>4080</tr></table>"
    )
    figures = figures_of(page(tmp_path, table))
    assert [(one.within, one.area, one.label_path, one.printed) for one in figures] == [
        ("昆明市", "五华区", ("低保标准", "城市"), "590"),
        ("昆明市", "五华区", ("低保标准", "农村"), "城乡一体"),
        ("昆明市", "宜良县", ("低保标准", "城市"), "590"),
        ("昆明市", "宜良县", ("低保标准", "农村"), "4080"),
    ]


# Quirk 18.
def test_hundreds_of_empty_cells_do_no_harm(tmp_path):
    empty = "<td></td>" * 300
    table = f"<table>{HEAD}<tr><td>1.镇<td>个<td>683{empty}</tr>{'<tr></tr>' * 200}</table>"
    assert [one.printed for one in figures_of(page(tmp_path, table))] == ["683"]


def test_blanks_of_the_source_are_no_line_breaks(tmp_path):
    table = f"<table>{HEAD}<tr><td>1.享受高龄补贴\n   的老年人数<td>人<td>\n 877,855 </tr></table>"
    assert by_label(page(tmp_path, table))["1.享受高龄补贴的老年人数"].printed == "877,855"


# Quirk 17.
@pytest.mark.parametrize(
    "body", ["<img src='chart.jpg'>", "<table><tr><td><img src='1.jpg'></table>"]
)
def test_a_page_with_the_table_as_image_is_refused(tmp_path, body):
    with pytest.raises(UnreadableTable, match="image only"):
        read(page(tmp_path, body))


def test_a_page_without_table_is_refused(tmp_path):
    with pytest.raises(UnreadableTable, match="no table"):
        read(page(tmp_path, "<p>低保42.41万户</p>"))


def test_the_caption_of_a_table_names_its_period(tmp_path):
    table = f"<table><caption>2020年3月</caption>{HEAD}<tr><td>1.镇<td>个<td>683</tr></table>"
    assert by_label(page(tmp_path, table))["1.镇"].period_end == date(2020, 3, 31)


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("1,235", 'x:num="1234567"'),
        ("1,235", 'sdval="1234567"'),
        ("1,235", 'SDVAL="1234567"'),
        ("1.235", "data-value=1234.567"),
        ("1,235", "data-v=1234567"),
        ("1,235", """data-sheets-value='{"1":3,"3":1234567}'"""),
    ],
)
def test_a_number_that_a_page_shows_divided_has_a_scale(tmp_path, text, attributes):
    (sheet,) = read(page(tmp_path, f"<table><tr><td {attributes}>{text}</table>"))
    assert sheet.rows == ((text,),) and sheet.scales == {(0, 0): 1000}


@pytest.mark.parametrize(
    ("text", "attributes"),
    [("1200", 'x:num="5600"'), ("61.6", 'sdval="0.616"'), ("1200", "data-value=12")],
)
def test_a_number_that_a_page_stores_as_another_is_a_fault(tmp_path, text, attributes):
    (sheet,) = read(page(tmp_path, f"<table><tr><td {attributes}>{text}</table>"))
    assert (sheet.faults or sheet.scales).keys() == {(0, 0)}


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("1,235", "x:num"),
        ("1,235", 'x:num="1234.567"'),
        ("61.6%", 'x:num="0.61599999999999999"'),
        ("1.25万", "data-value=12500"),
        ("1200", "data-id=5600 data-row=17 data-sort=NaN data-x=1e99999"),
    ],
)
def test_what_a_page_stores_beside_a_number_may_be_the_same_or_something_else(
    tmp_path, text, attributes
):
    (sheet,) = read(page(tmp_path, f"<table><tr><td {attributes}>{text}</table>"))
    assert (sheet.rows[0][0], sheet.faults, sheet.scales) == (text, {}, {})


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "rot13"])
def test_a_web_archive_in_no_encoding_of_text_is_refused_with_the_reason(tmp_path, charset):
    head = f'MIME-Version: 1.0\nContent-Type: text/html; charset="{charset}"\n\n'
    path = tmp_path / "page.mht"
    path.write_bytes(head.encode() + b"<table><tr><td>\xff</table>" * 90)
    with pytest.raises(UnreadableTable, match="a web archive"):
        read(path)
