import re
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from minzheng.language import spoken
from minzheng.loaders import run
from minzheng.loaders.files import open_file
from minzheng.loaders.options import LoadOptions
from minzheng.outputs.annotated import NOTES_SHEET, AnnotationError, annotate, place_of

OPTIONS = LoadOptions(source="form-2022", title="报表", published_on=date(2023, 1, 5))
ROWS = [
    ["昭通市2022年12月社会救助情况表", None, None],
    ["地区", "城市低保人数（人）", "城市低保标准（元/人·年）"],
    ["昭通市", 129700, 9400],
    ["昭阳区", "—", 8400],
    ["火星县", 100, 8400],
    ["鲁甸县", 600000000, 8400],
]


@pytest.fixture
def table(tmp_path):
    book = Workbook()
    book.active.title = "一、救助"
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


def annotated(engine, path, out, *, keep_going=True, planned=False):
    """The cells of the first sheet of the copy that are marked: colour and comment."""
    run_files = run.plan if planned else run.load
    (result,) = run_files(engine, [path], OPTIONS, keep_going=keep_going)
    with engine.connect() as connection:
        counts = annotate(connection, open_file(path, OPTIONS), result, out, planned=planned)
    book = load_workbook(out)
    marks = {
        cell.coordinate: cell.comment.text if cell.comment else ""
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }
    return counts, marks, book


def test_a_copy_says_of_each_figure_what_became_of_it(loaded_engine, table, tmp_path):
    before = table.read_bytes()
    counts, marks, book = annotated(loaded_engine, table, tmp_path / "out.xlsx")
    assert set(marks) == {"B3", "C3", "B4", "C4", "B5", "C5", "B6", "C6"}
    assert marks["B3"] == ""
    assert "8,400" in marks["C3"] and "zhaotong-2022-review" in marks["C3"]
    assert "not a figure" in marks["B4"]
    assert "火星县" in marks["B5"] and "refused" in marks["C5"]
    assert "100000000" in marks["B6"]
    assert sum(counts.values()) == 8
    assert [cell.value for cell in book.worksheets[0][3]] == ROWS[2]
    listed = [row[1] for row in book[NOTES_SHEET[1]].values]
    assert {"C3", "B4", "B5", "C5", "B6"} <= set(listed)
    assert table.read_bytes() == before


def test_of_a_plan_the_copy_says_what_could_be_loaded(loaded_engine, table, tmp_path):
    with spoken("zh"):
        counts, marks, book = annotated(loaded_engine, table, tmp_path / "out.xlsx", planned=True)
    assert "可入库" in counts
    assert marks["B5"].startswith("被拒：")
    words = " ".join(str(cell) for row in book["标注"].values for cell in row if cell)
    assert re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,}", words) == []
    with loaded_engine.connect() as connection:
        query = "select count(*) from mart.source where source_code = 'form-2022'"
        assert connection.execute(text(query)).scalar() == 0


def test_a_workbook_is_not_overwritten_by_its_copy(loaded_engine, table):
    with pytest.raises(AnnotationError, match="is the file itself"):
        annotated(loaded_engine, table, table, planned=True)


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("sheet=一、救助;cell=5,3", ("一、救助", 5, 3)),
        ("sheet=a;b=c;cell=5,3", ("a;b=c", 5, 3)),
        ("cell=12,4", (None, 12, 4)),
        ("char=3,5", None),
        ("", None),
    ],
)
def test_a_locator_is_a_place_in_a_workbook(locator, place):
    assert place_of(locator) == place
