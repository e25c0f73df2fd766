import zipfile
from datetime import date

import pytest
import xlwt
from support import made_files as files
from support.sheets import by_label, figures_of

from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import read

ROWS = [["指标名称", "单位", "数量"], ["1.镇", "个", "683"], ["2.社会救助", "万元", "413,393.4"]]


def lines(separator):
    return "\n".join(separator.join(row) for row in ROWS)


def cells(path):
    (sheet,) = read(path)
    return [list(row) for row in sheet.rows]


def refused(path):
    with pytest.raises(UnreadableTable) as refusal:
        read(path)
    return str(refusal.value)


@pytest.mark.parametrize("separator", ["|", "\t", ";", " | "])
def test_separators_are_found_out(tmp_path, separator):
    assert cells(files.text(tmp_path, lines(separator))) == ROWS


def test_a_csv_file_quotes_its_thousands(tmp_path):
    content = '指标名称,单位,数量\n1.镇,个,683\n2.社会救助,万元,"413,393.4"\n'
    assert cells(files.text(tmp_path, content)) == ROWS


# Quirk 43.
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_are_found_out(tmp_path, encoding):
    assert cells(files.text(tmp_path, lines("\t"), encoding)) == ROWS


def test_a_border_of_pipes_is_no_column(tmp_path):
    (sheet,) = read(files.text(tmp_path, files.MONTHLY))
    assert sheet.rows[4] == ("(一)行政区划", "", "")
    assert sheet.rows[6] == ("1.镇", "个", "683")


def test_a_locator_counts_lines_and_columns_from_one(tmp_path):
    figures = by_label(files.text(tmp_path, files.MONTHLY))
    assert figures["1.镇"].locator == "cell=7,3"


def test_a_locator_names_the_sheet(tmp_path):
    figures = by_label(files.xlsx(tmp_path, ROWS, sheet="表1"))
    assert figures["1.镇"].locator == "sheet=表1;cell=2,3"


def test_a_line_break_inside_quotes_stays_one_row(tmp_path):
    content = '地区,人数\n"元江哈尼族彝族傣族\n  自治县",120\n昭阳区,340\n'
    figures = figures_of(files.text(tmp_path, content))
    assert [one.area for one in figures] == ["元江哈尼族彝族傣族自治县", "昭阳区"]


# Quirk 19.
def test_text_without_separators_is_a_sheet_of_lines(tmp_path):
    content = "指标名称单位数量\n镇143\n最低生活保障人数万人7.1\n"
    (sheet,) = read(files.text(tmp_path, content))
    assert [row[0] for row in sheet.rows] == content.split("\n")


def test_of_a_cell_a_line_rows_are_made(tmp_path):
    lines = "2007年4月\n指 标\n|\n单 位\n|\n数 量\n|\n低保人数\n|\n万人\n|\n2239.0\n|\n"
    (sheet,) = read(files.text(tmp_path, lines))
    assert sheet.rows[1:] == (("指 标", "单 位", "数 量"), ("低保人数", "万人", "2239.0"))


def test_a_cell_a_line_whose_columns_cannot_be_told_is_refused(tmp_path):
    assert "number of columns" in refused(files.text(tmp_path, "指标\n|\n1\n|\n2\n|\n3\n|\n"))


def test_two_possible_separators_are_refused(tmp_path):
    assert "any of" in refused(files.text(tmp_path, "指标,单位|数量\n镇,个|683\n"))


def test_an_open_quote_is_refused(tmp_path):
    assert "quoting" in refused(files.text(tmp_path, '指标\t数量\n"镇\t683\n乡\t540\n'))


# Quirk 17.
@pytest.mark.parametrize(
    ("start", "message"),
    [
        (b"\x89PNG\r\n", "image only"),
        (b"\xff\xd8\xff\xe0", "image only"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04broken", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_what_holds_no_characters_of_a_table_is_refused(tmp_path, start, message):
    path = tmp_path / "table.xls"
    path.write_bytes(start + bytes(600))
    assert message in refused(path)


def test_an_empty_workbook_is_refused(tmp_path):
    assert "no table" in refused(files.xlsx(tmp_path, []))


def test_numbers_of_a_workbook_keep_their_digits(tmp_path):
    rows = [["指标名称", "数量"], ["a", 1400], ["b", 1400.0], ["c", 57324.8], ["d", 0.1 + 0.2]]
    assert [row[1] for row in cells(files.xlsx(tmp_path, rows))[1:]] == [
        "1400",
        "1400",
        "57324.8",
        "0.3",
    ]


# Quirk 23.
def test_numbers_stored_as_text_lose_only_their_padding(tmp_path):
    rows = [["指标名称", "数量"], ["镇", "8842                    "], ["乡", " 1,245.0"]]
    assert [row[1] for row in cells(files.xlsx(tmp_path, rows))[1:]] == ["8842", "1,245.0"]


def test_a_share_is_printed_in_per_cent(tmp_path):
    path = files.xlsx(tmp_path, [["指标名称", "环比"], ["镇", 0.0477]], formats=[("B2", "0.00%")])
    assert cells(path)[1][1] == "4.77%"


def test_a_month_stored_as_a_date_is_a_month(tmp_path):
    rows = [["民政统计月报表", date(2020, 3, 1)], *ROWS]
    path = files.xlsx(tmp_path, rows, formats=[("B1", 'yyyy"年"m"月"')])
    assert cells(path)[0][1] == "2020-03"
    assert by_label(path)["1.镇"].period_end == date(2020, 3, 31)


def test_a_formula_without_a_result_is_not_lost(tmp_path):
    assert cells(files.xlsx(tmp_path, [["指标名称", "数量"], ["合计", "=B3+B4"]]))[1][1] == "=B3+B4"


# Quirk 9.
def test_escaped_carriage_returns_and_hard_blanks_go(tmp_path):
    rows = [["地区", "人数"], ["\u00a0 元江县_x000D_\n\u3000自治县", "12\u00a0"]]
    assert cells(files.xlsx(tmp_path, rows))[1] == ["元江县\n 自治县", "12"]


# Quirk 10.
def test_a_merged_range_shows_its_text_inside_only(tmp_path):
    rows = [
        ["州(市)", "县(市、区)", "标准"],
        ["昆明市", "五华区", 590],
        ["", "盘龙区", 590],
        ["", "甲", 1],
    ]
    table = cells(files.xlsx(tmp_path, rows, merged=["A2:A3"]))
    assert [row[0] for row in table] == ["州(市)", "昆明市", "昆明市", ""]


def test_an_old_workbook_is_read_with_its_merged_ranges(tmp_path):
    rows = [
        ["指标名称", "单位", "数量"],
        ["一、综合", "", ""],
        ["1.镇", "个", 683.0],
        ["2.乡", "个", 57.5],
    ]
    path = files.xls(tmp_path, rows, merged=[(1, 1, 0, 2)])
    assert cells(path)[1:] == [["一、综合"] * 3, ["1.镇", "个", "683"], ["2.乡", "个", "57.5"]]


def test_a_file_is_read_by_what_it_is_not_by_its_name(tmp_path):
    page = "<table><tr><td>指标名称<td>数量</tr><tr><td>镇<td>683</tr></table>"
    assert cells(files.text(tmp_path, page, name="table.xls")) == [
        ["指标名称", "数量"],
        ["镇", "683"],
    ]


# Quirk 44.
def test_a_workbook_with_a_broken_part_is_refused(tmp_path):
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "without sheets" in refused(path)


def test_a_column_formatted_to_the_last_row_is_read_at_once(tmp_path):
    path = files.xlsx(tmp_path, ROWS, formats=[("J1048576", "0.00")])
    assert cells(path) == ROWS


def test_an_empty_file_is_refused(tmp_path):
    assert "empty" in refused(files.text(tmp_path, " \n"))


def test_a_damaged_old_workbook_is_refused(tmp_path):
    path = files.xls(tmp_path, ROWS)
    path.write_bytes(path.read_bytes()[:150])
    assert refused(path) == "a broken XLS file: it is cut off"


# Quirk 17.
def test_a_workbook_that_holds_only_an_image_is_refused(tmp_path):
    path = files.xlsx(tmp_path, [])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG")
    assert "image only" in refused(path)


@pytest.mark.parametrize(
    ("at", "instead", "words"),
    [
        (300, b"", "it is cut off"),
        (48, b"\xff\xff\x00\x00", "it is cut off, or its parts are not where its contents say"),
        (76, b"\x77\x77\x77\x77", "it is cut off, or its parts are not where its contents say"),
    ],
)
def test_a_damaged_workbook_is_refused_in_plain_words(tmp_path, at, instead, words):
    path = tmp_path / "table.xls"
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "地区")
    book.save(str(path))
    content = path.read_bytes()
    damaged = content[:at] + instead + (content[at + len(instead) :] if instead else b"")
    path.write_bytes(damaged)
    assert refused(path) == f"a broken XLS file: {words}"
