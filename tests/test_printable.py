"""Nothing that a file, a list or the database says commands a terminal or deceives a reader."""

import io
import logging
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import text
from support.ledgers import source
from support.loading import FIGURE, know_tables, load, load_figures, load_list, write_figures

import minzheng
from minzheng.feeds import logs
from minzheng.loaders.options import LoadOptions
from minzheng.outputs.report.page.packing import embedded
from minzheng.outputs.report.workbook.sheet_writer import add_sheet
from minzheng.printable import UNFIT_FOR_NAMES, printable

pytestmark = pytest.mark.once

COMMANDS = ["a\x1b[31mred", "a\x9b31m", "a\rb", "a\u202eb", "a\u2066b", "a\u2028b", "a\x7fb"]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_commands_a_terminal_is_shown_as_an_escape(name):
    assert re.fullmatch(r"a\\u[0-9a-f]{4}.*", printable(name))


@pytest.mark.parametrize("name", ["云南省\t1\n2", "⑴低保①", "𠮷🀄", "a\\u001b", "e\u0301 \u3000"])
def test_all_other_text_stays_as_it_is(name):
    assert printable(name) == name


def test_the_commands_print_by_way_of_one_function():
    folder = Path(minzheng.__path__[0], "cli")
    by_themselves = r"click\.(echo|secho)\(|\bprint\("
    found = [
        path.name for path in folder.glob("*.py") if re.search(by_themselves, path.read_text())
    ]
    assert found == ["echo.py"]


DAY = {"indicator": "volunteers", "area": "530621", "printed": "5"}
DAY |= {"period_start": "2022-12-31", "period_end": "2022-12-31"}


@pytest.mark.parametrize(
    ("option", "name"), [("title", "a\x1bb"), ("publisher", "a\u202eb"), ("source", "a\nb")]
)
def test_a_source_of_such_a_name_is_refused(reference_engine, tmp_path, option, name):
    options = LoadOptions(**{"title": "x", option: name})
    result = load(reference_engine, write_figures(tmp_path, [DAY], "x"), options)
    (reject,) = result.rejects
    assert (result.outcome, reject.reason) == ("refused", "unreadable")
    assert "has the control character" in reject.message


@pytest.mark.parametrize("name", [*COMMANDS, "a\nb", "a\tb", "a\u200fb"])
def test_a_name_is_a_line_of_plain_characters(name):
    assert UNFIT_FOR_NAMES.search(name)


def refused_sources(engine, folder, column, values):
    """The values of a column with which a line of the list of sources is rejected."""
    lines = [source() | {"code": str(at), column: value} for at, value in enumerate(values)]
    rejects = load_list(engine, folder, "sources", lines).rejects
    assert {(reject.column, reject.reason) for reject in rejects} <= {(column, "ill_formed")}
    return [reject.value for reject in rejects]


def test_lines_of_a_list_with_such_names_are_rejected(reference_engine, tmp_path):
    # A carriage return would end the line.
    names = [name for name in COMMANDS if "\r" not in name]
    # A line break of Excel's stays in its field.
    assert refused_sources(reference_engine, tmp_path, "title", [*names, "a", "a\nb"]) == names


ELSEWHERE = [
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "ftp://example.org/a", "//example.org/a", "example.org/a", "http://", "https:///a",
    "http://example.org:x/a", "http://example.org/a b", " http://example.org", "vbscript:x",
]  # fmt: skip
WEB = ["https://例子.中国/低保?a=1#b", "http://[::1]:80/", "HTTP://a.b"]


def test_the_address_of_a_source_is_one_of_the_web(reference_engine, tmp_path):
    found = refused_sources(reference_engine, tmp_path, "address", ELSEWHERE + WEB)
    assert found == ELSEWHERE


@pytest.mark.parametrize("formatter", logs.FORMATTERS.values())
def test_logs_hold_a_line_for_each_record_and_no_command(formatter):
    record = logging.LogRecord("minzheng", logging.INFO, "", 0, "loaded", (), None)
    record.facts = {"file": "a\x1b[31m\nb", "title": "c\u202ed"}
    line = formatter().format(record)
    assert len(line.splitlines()) == 1
    assert "\\u001b" in line and "\\u202e" in line and line.isprintable()


def saved(title, header, rows):
    book = Workbook(write_only=True)
    add_sheet(book, title, header, rows)
    file = io.BytesIO()
    book.save(file)
    (sheet,) = load_workbook(file)
    return sheet


@pytest.mark.parametrize("name", [*COMMANDS, "=1+1", "=cmd|' /C calc'!A0", "+1", "@a", "#N/A"])
def test_a_workbook_shows_names_as_texts_in_heads_bodies_and_tabs(name):
    sheet = saved(name, [name], [[name]])
    assert all(cell.data_type == "s" for row in sheet for cell in row)
    assert [cell.value for row in sheet for cell in row] == [printable(name)] * 2
    assert sheet.title.isprintable()


def test_a_page_shows_names_as_they_are_seen():
    data = embedded({"sources": {"title": {"of": ["a\x1bb", "c\u202ed"], "at": [0, 1]}}})
    assert data == ('{"sources":{"title":{"of":["a\\\\u001bb","c\\\\u202ed"],"at":[0,1]}}}')


def test_a_report_is_written_even_where_the_database_has_such_a_name(reference_engine, tmp_path):
    from minzheng.outputs.report.report_areas import report_areas
    from minzheng.outputs.report.workbook import workbook

    know_tables(reference_engine, tmp_path, "counts")
    load_figures(reference_engine, tmp_path, [FIGURE], "counts")
    with reference_engine.begin() as connection:
        connection.execute(text("update core.source set title = E'a\\x1b[31mred' || title"))
    with reference_engine.connect() as connection:
        assert workbook(connection, report_areas(connection, [FIGURE["area"]]), "zh")
