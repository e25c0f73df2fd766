"""No file takes the machine: each of these is small, and refused at once by what it unfolds to."""

import re
import zipfile

import pytest
from support.made_files import text, xlsx

from minzheng.loaders import run
from minzheng.loaders.files import UnreadableFile
from minzheng.loaders.formats import limits, worker
from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import read
from minzheng.loaders.kinds import published
from minzheng.loaders.options import LoadOptions

ROWS = [["地区", "人数"], ["五华区", 1200]]


def refused(path):
    with pytest.raises(UnreadableTable) as refusal:
        read(path)
    return str(refusal.value)


def altered(path, part, old, new):
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_cell_at_the_far_end_of_a_sheet(tmp_path):
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    path = altered(xlsx(tmp_path, ROWS), SHEET, b"</sheetData>", far)
    assert "cell=1048576,16384" in refused(path)


def test_a_cell_far_below_a_small_table(tmp_path):
    far = b'<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row></sheetData>'
    path = altered(xlsx(tmp_path, ROWS), SHEET, b"</sheetData>", far)
    assert "1048576 rows (to sheet=" in refused(path)


def test_a_merged_range_over_a_whole_sheet_is_read_as_far_as_there_are_cells(tmp_path):
    merge = b'</sheetData><mergeCells><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    (sheet,) = read(altered(xlsx(tmp_path, ROWS), SHEET, b"</sheetData>", merge))
    assert sheet.rows == (("地区", "人数"), ("五华区", "1200"))


def test_thousands_of_merged_ranges_over_each_other(tmp_path):
    rows = [["x"] * 60 for _ in range(400)]
    ranges = "".join(f'<mergeCell ref="A1:BH{row}"/>' for row in range(1, 401))
    merge = f"</sheetData><mergeCells>{ranges}</mergeCells>".encode()
    path = altered(xlsx(tmp_path, rows), SHEET, b"</sheetData>", merge)
    (sheet,) = read(path)
    assert sheet.rows == (("x",),)


def with_blanks(tmp_path, count):
    """A workbook with a member of so many blanks, which is hardly larger for them."""
    path = xlsx(tmp_path, ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/blank.bin", b" " * count)
    return path


def test_a_member_of_an_archive_that_unfolds_to_a_thousand_times_its_size(tmp_path):
    assert "blank.bin unfolds to 8 MB" in refused(with_blanks(tmp_path, 8 << 20))


def test_an_archive_that_unfolds_to_more_than_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "UNPACKED", 1 << 20)
    assert "it unfolds to more than 1 MB" in refused(with_blanks(tmp_path, 1 << 20))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("<td colspan=1000>x" * 40, "columns"),
        ("<td colspan=1000 rowspan=1000>x<tr>" * 30, "columns"),
        ("<td>" * 20_000, "columns"),
    ],
)
def test_spans_and_columns_of_a_page(tmp_path, cells, words):
    rows = "<tr>" + cells + "<tr><td>1" * 1000
    assert words in refused(text(tmp_path, f"<table>{rows}</table>", name="table.html"))


def test_elements_within_each_other(tmp_path):
    deep = "<div>" * 1500 + "<table><tr><td>1</table>"
    assert "elements" in refused(text(tmp_path, deep, name="table.html"))


def test_a_page_that_is_nested_as_deep_as_real_ones_is_read_whole(tmp_path):
    cells = "".join(f"<tr><td>区{n}<td>{'<b>' * 300}{n}" for n in range(10))
    content = f"{'<div>' * 280}<table>{cells}</table>"
    (sheet,) = read(text(tmp_path, content, name="table.html"))
    assert sheet.rows[-1] == ("区9", "9") and len(sheet.rows) == 10


def test_a_page_that_is_cut_off_within_a_table_is_refused(tmp_path):
    content = "<table><tr><td>五华区<td>1200</table><table><tr><td>盘龙区<td>13"
    assert "cut off" in refused(text(tmp_path, content, name="table.html"))


@pytest.mark.parametrize("after", ["<!-- <table> -->", "<script>write('<table>')</script>"])
def test_a_page_that_only_speaks_of_a_table_at_its_end_is_whole(tmp_path, after):
    content = f"<table><tr><td>五华区<td>1200</table>{after}"
    (sheet,) = read(text(tmp_path, content, name="table.html"))
    assert sheet.rows == (("五华区", "1200"),)


@pytest.mark.parametrize("last", ["盘龙区,13", "盘龙区,1300,4"])
def test_a_text_that_ends_within_a_row_at_a_number_is_refused(tmp_path, last):
    content = f"地区,城市,农村,合计\n五华区,1200,345,1545\n{last}"
    assert "line 3" in refused(text(tmp_path, content))


@pytest.mark.parametrize("last", ["盘龙区,13\n", "盘龙区,1300,456,1756", "注：截至2019", "注,无"])
def test_a_text_may_end_without_a_line_break(tmp_path, last):
    content = f"地区,城市,农村,合计\n五华区,1200,345,1545\n{last}"
    assert len(read(text(tmp_path, content))[0].rows) >= 3


def test_a_cell_of_a_text_that_the_workbook_lacks(tmp_path):
    path = xlsx(tmp_path, ROWS)
    assert "is not among the" in refused(altered(path, SHEET, b't="n"><v>1200', b't="s"><v>99'))


def test_a_cell_that_stands_twice(tmp_path):
    path = altered(xlsx(tmp_path, ROWS), SHEET, b'r="B2"', b'r="A2"')
    assert "cell=2,1 stands twice" in refused(path)


def test_a_sheet_that_is_not_in_the_file(tmp_path):
    path = altered(xlsx(tmp_path, ROWS), "xl/workbook.xml", b'r:id="rId1"', b'r:id="rId99"')
    assert "is not in the file" in refused(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_two_parts_of_one_name(tmp_path):
    path = xlsx(tmp_path, ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, archive.read(SHEET).replace(b"1200", b"1201"))
    assert "names" in refused(path)


def test_a_line_and_a_row_that_are_too_long(tmp_path):
    assert "line 2" in refused(text(tmp_path, "a,b\n" + "x" * (limits.LINE + 1) + ",1\n"))
    assert "line 2" in refused(text(tmp_path, "a,b\nc,d\n".replace("c,d", "1," * 20_000)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_that_is_cut_within_a_character_is_refused_by_line(tmp_path, encoding):
    path = text(tmp_path, "地区,人数\n五华区,1200\n盘龙区", encoding)
    path.write_bytes(path.read_bytes()[:-1] + (b"\xff" if encoding == "utf-8" else b""))
    assert "line 3" in refused(path)


def test_more_cells_than_any_table_has(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILLED", 5)
    assert "6 cells" in refused(xlsx(tmp_path, [*ROWS, ["盘龙区", 1300]]))


def test_figures_that_take_too_long_to_find_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS_OF_FIGURES", -1)
    with pytest.raises(UnreadableFile, match="processor time"):
        list(published.within_time(["a figure"]))


def test_entities_are_not_unfolded(tmp_path):
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]>"
    )
    path = xlsx(tmp_path, ROWS)
    altered(path, SHEET, b"<worksheet", bomb + b"<worksheet")
    altered(path, SHEET, b"1200", b"&j;")
    try:
        (sheet,) = read(path)
        assert all(len(text) < 100 for row in sheet.rows for text in row)
    except UnreadableTable:
        pass


@pytest.fixture
def reader():
    started = worker.Worker()
    yield started
    started.stop()


def reads_on(reader, folder):
    (sheet,) = reader.read(xlsx(folder, ROWS))
    return sheet.rows[1] == ("五华区", "1200")


def test_the_worker_refuses_what_takes_too_long_and_reads_the_next_file(reader, tmp_path):
    slow = text(tmp_path, "<div>" * 60_000 + "<table><tr><td>1</table>", name="slow.html")
    with pytest.raises(UnreadableTable, match="processor time"):
        reader.read(slow)
    assert reads_on(reader, tmp_path)


def test_the_worker_refuses_what_takes_too_much_memory_and_reads_the_next_file(reader, tmp_path):
    large = text(tmp_path, "a,b\n" + "1,2\n" * 6_000_000, name="large.txt")
    with pytest.raises(UnreadableTable, match=r"memory|processor time"):
        reader.read(large)
    assert reads_on(reader, tmp_path)


def test_a_worker_that_is_killed_is_started_again(reader, tmp_path):
    assert reads_on(reader, tmp_path)
    reader.process.kill()
    reader.process.wait()
    assert reads_on(reader, tmp_path)


def test_too_many_cells_of_a_text_are_refused_before_they_are_built(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILLED", 100)
    assert "line 51: more than 100 cells" in refused(text(tmp_path, "a,b\n" * 200))
    assert "202 cells" in refused(text(tmp_path, "a|b\n" * 101))


@pytest.mark.parametrize("suffix", ["txt", "html", "xlsx"])
def test_a_table_of_too_many_columns_is_refused_with_their_number(tmp_path, suffix):
    cells = ["地区", *(f"{year}年" for year in range(3000))]
    if suffix == "xlsx":
        path = xlsx(tmp_path, [cells])
    elif suffix == "html":
        path = text(tmp_path, f"<table><tr><td>{'<td>'.join(cells)}</table>", name="table.html")
    else:
        path = text(tmp_path, f"{','.join(cells)}\n" * 3)
    assert "columns" in refused(path)


@pytest.mark.parametrize("cell", ["年" * 40_000, "①" * 40_000, "1" + " " * 40_000 + "x"])
def test_a_cell_that_is_longer_than_any_is_refused_by_its_place(tmp_path, cell):
    assert "cell=2,2" in refused(text(tmp_path, f"地区,人数\n五华区,{cell}\n"))


def test_a_sheet_of_too_long_a_name_is_refused(tmp_path):
    name = b'name="' + b"x" * 300 + b'"'
    path = altered(xlsx(tmp_path, ROWS), "xl/workbook.xml", b'name="Sheet1"', name)
    assert "name of 300 characters" in refused(path)


def test_a_table_of_which_nothing_can_be_loaded_is_refused_early(database, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "CELLS_WITHOUT_FIGURE", 50)
    rows = "".join(f"某县{number},1\n" for number in range(60))
    path = text(tmp_path, f"地区,城市低保人数(人)\n{rows}", name="areas.csv")
    (result,) = run.load(database, [path], LoadOptions(source="areas", title="areas"))
    (reject,) = result.rejects
    assert "none of the first 50 cells" in reject.message and "cell=2,2" in reject.message


def test_a_text_of_too_many_lines_is_refused(tmp_path):
    assert "1048579 lines" in refused(
        text(tmp_path, "地区,人数\n" + "\n" * limits.LINES + "五华区,1\n")
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "地区,城市低保人数(人)\n" + ",农村低保\n" * 50 + "五华区,1\n",
            "header of more than 40 rows",
        ),
        (
            "指标名称,单位,数量\n" + "".join(f"{'  ' * n}项{n},人,1\n" for n in range(60)),
            "below more than 40 other labels",
        ),
    ],
)
def test_what_is_nested_deeper_than_any_table_is_refused(database, tmp_path, content, words):
    path = text(tmp_path, content, name="deep.csv")
    (result,) = run.load(database, [path], LoadOptions(source="deep", title="deep", area="530000"))
    assert [words in reject.message for reject in result.rejects] == [True]


def test_a_tidy_file_of_very_many_columns_is_refused_in_few_words(database, tmp_path):
    names = ",".join(f"x{number}" for number in range(100_000))
    path = text(tmp_path, f"indicator,area,{names}\n", name="wide.csv")
    (result,) = run.load(database, [path])
    message = result.rejects[0].message
    assert len(message) < 500
    shown, others = message.count(" x"), int(re.search(r"(\d+) more", message)[1])
    assert shown + others == 100_000


@pytest.mark.parametrize(
    "name",
    ["!-- ", "script", "style", "title", "textarea", "xmp", "iframe", "noframes", "plaintext"],
)
def test_a_page_of_which_something_takes_the_rest_is_refused(tmp_path, name):
    start = "<table><tr><td>五华区<td>1200"
    content = f"{start}<{name}><tr><td>盘龙区<td>1300</table>"
    assert "has no end" in refused(text(tmp_path, content, name="table.html"))
    (sheet,) = read(text(tmp_path, f"{start}</table><{name}>.", name="table.html"))
    assert sheet.rows == (("五华区", "1200"),)
