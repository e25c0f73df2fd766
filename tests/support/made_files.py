"""Files as statistics offices publish them, small, made for a test."""

import struct
import zipfile

from openpyxl import Workbook

MONTHLY = """\
| 社会服务统计月报表 | ||
| 2019年度 05 月 | ||
| 指标名称 | 单位 | 数量 |
| 一、综合 | ||
| (一)行政区划 | ||
| 乡镇级合计 | 个 | 1,400 |
| 1.镇 | 个 | 683 |
| 2.乡小计 | 个 | 540 |
| 其中:民族乡 | 个 | 140 |
| 4.苏木 | 个 | |||
| (二)民政事业费累计支出 | 万元 | 534,602.6 |
| 2.社会救助 | 万元 | 413,393.4 |
| (1)最低生活保障 | 万元 | 349,123.7 |
| A 城市低保累计支出 | 万元 | 85,108.5 |
| I 城市低保金 | 万元 | 84,442.7 |
| 二、社会工作 | ||
| (三)儿童福利 | ||
| 1.孤儿数 | 人 | 21,388 |
| 2.成立收养关系登记 | 件 | 475 |
"""

QUARTERLY = """\
社会服务统计季报表
地区编码:441900000000 | 2018年9月
指标名称 | 单位 | 数量 | 上季度 | 环比 | 上月 |
甲 | 乙 | 1 | 2 | 3 | 4 |
(一)行政区划 | | | | | |
1.镇 | 个 | 28 | 28 | | |
(三)社会服务事业费累计支出 | 万元 | 42,532.1 | 24,022.9 | 77.05 | 34,087.6 |
2.退役安置 | 万元 | 7,028.0 | 10.0 | 70,180.00 | 3,717.2 |
(1)最低生活保障 | | 7,650.4 | 5,702.9 | 34.15 | 7,020.2 |
"""


def text(tmp_path, content, encoding="utf-8", name="table.txt"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def rows(*lines):
    """Lines of cells parted by blanks."""
    return [line.split() for line in lines]


def xlsx(tmp_path, rows, merged=(), name="table.xlsx", sheet="Sheet1", formats=()):
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append([None if value == "" else value for value in row])
    for area in merged:
        page.merge_cells(area)
    for place, shape in formats:
        page[place].number_format = shape
    path = tmp_path / name
    book.save(path)
    return path


def xls(tmp_path, rows, merged=(), more=()):
    """A workbook of 1997 without its container: texts, numbers, merged ranges, more records."""
    cells = [cell(y, x, value) for y, row in enumerate(rows) for x, value in enumerate(row)]
    ranges = b"".join(struct.pack("<4H", *area) for area in merged)
    sheet = [bof(0x10), *cells, record(0xE5, struct.pack("<H", len(merged)) + ranges), *more, END]
    name = b"\x06\x00" + b"Sheet1"
    start = len(bof(5)) + len(FONT + STYLE + END) + 4 + 6 + len(name)
    bound = record(0x85, struct.pack("<IBB", start, 0, 0) + name)
    path = tmp_path / "table.xls"
    path.write_bytes(b"".join((bof(5), FONT, STYLE, bound, END, *sheet)))
    return path


def record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def bof(kind):
    return record(0x809, struct.pack("<4H2I", 0x600, kind, 0x1000, 1997, 0, 0x606))


def cell(row, column, value):
    place = struct.pack("<3H", row, column, 0)
    if isinstance(value, str):
        characters = value.encode("utf-16-le")
        return record(0x204, place + struct.pack("<HB", len(value), 1) + characters)
    return record(0x203, place + struct.pack("<d", value))


FONT = record(0x31, struct.pack("<5H4BBB", 200, 0, 8, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
STYLE = record(0xE0, struct.pack("<3H4BIIH", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
END = record(0x0A, b"")


def xls_of_excel_4(tmp_path, rows):
    """A workbook of 1992: texts in GBK, and no word of that."""
    begin = record(0x409, struct.pack("<3H", 0x400, 0x10, 0))
    cells = [
        cell_of_excel_4(y, x, value) for y, row in enumerate(rows) for x, value in enumerate(row)
    ]
    path = tmp_path / "old.xls"
    path.write_bytes(b"".join((begin, *cells, END)))
    return path


def cell_of_excel_4(row, column, value):
    place = struct.pack("<3H", row, column, 0)
    if isinstance(value, str):
        characters = value.encode("gbk")
        return record(0x204, place + struct.pack("<H", len(characters)) + characters)
    return record(0x203, place + struct.pack("<d", value))


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(tmp_path, body, styles="", name="table.docx"):
    """A document of Word with this content of its body, in which the prefix is w."""
    path = tmp_path / name
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>')
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Target="styles.xml"'
            f' Type="{relation}/styles"/></Relationships>',
        )
    return path


def docx_table(rows):
    """A table of a document; a cell is a text, or what stands in its w:tc."""
    return f"<w:tbl>{''.join(map(docx_row, rows))}</w:tbl>"


def docx_row(cells):
    return f"<w:tr>{''.join(map(docx_cell, cells))}</w:tr>"


def docx_cell(content):
    content = str(content)
    return f"<w:tc>{content if content.startswith('<') else docx_line(content)}</w:tc>"


def docx_line(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def zipped(tmp_path, members, name="tables.zip", compresslevel=None):
    """An archive of these files: content by name, or by ZipInfo."""
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, True, compresslevel) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path
