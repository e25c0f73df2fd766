"""A large file whose source was loaded before is compared with that load line by line."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from support.databases import query
from support.loading import SOURCE, know_tables, load_figures

from minzheng.loaders.kinds import tidy
from minzheng.loaders.kinds.tidy import delta
from minzheng.loaders.kinds.tidy.delta import Differences, NotComparable
from minzheng.loaders.options import LoadOptions

AREAS = [f"5306{number}" for number in range(21, 30)]


@given(
    old=st.lists(st.integers(0, 30), unique=True),
    new=st.lists(st.integers(0, 30), unique=True),
    block=st.integers(1, 8),
)
def test_differences_are_those_of_the_sets_of_lines_wherever_blocks_end(old, new, block):
    differences = Differences()
    for start in range(0, max(len(old), len(new)), block):
        part = slice(start, start + block)
        differences.compare(*([b"%d" % line for line in lines[part]] for lines in (old, new)))
    assert set(differences.added) == {b"%d" % line for line in set(new) - set(old)}
    assert differences.removed == {b"%d" % line for line in set(old) - set(new)}
    assert all(new[number - 1] == int(line) for line, number in differences.added.items())


@pytest.mark.parametrize("block", [1, 3])
def test_a_line_that_is_there_twice_is_no_measure(block):
    differences = Differences()
    lines = [b"1", b"2", b"2"]
    with pytest.raises(NotComparable):
        for start in range(0, 3, block):
            differences.compare([], lines[start : start + block])


def records(values):
    day = {"period_start": "2022-12-31", "period_end": "2022-12-31"}
    return [
        day | {"indicator": "dibao_persons", "area": area, "printed": printed}
        for area, printed in values.items()
    ]


@pytest.fixture
def database(database, tmp_path, monkeypatch):
    """Here a file of a few lines is a large one, and the source was loaded from it."""
    monkeypatch.setattr(delta, "BLOCK", 100)
    load_figures(database, tmp_path, records(dict.fromkeys(AREAS, "5")))
    return database


def current(engine):
    statement = """
        select area_code, observation_id, printed from mart.reported
        where source_code = 'some-county-2022'
    """
    return {area: (key, printed) for area, key, printed in query(engine, statement)}


@pytest.fixture
def staged_lines(monkeypatch):
    """How many lines are sent to the server, file by file."""
    counts, stage = [], tidy.staging.stage

    def counting(connection, columns, rows):
        rows = list(rows)
        counts.append(len(rows))
        stage(connection, columns, rows)

    monkeypatch.setattr(tidy.staging, "stage", counting)
    return counts


def test_only_lines_that_differ_are_sent_and_do_what_a_whole_load_does(
    database, tmp_path, staged_lines
):
    before = current(database)
    values = dict.fromkeys(AREAS[:7], "5") | {AREAS[2]: "7", "530602": "9"}
    result = load_figures(database, tmp_path, records(values))
    assert (result.read, result.added, result.revised, result.withdrawn) == (8, 1, 1, 2)
    assert result.unchanged == 6
    assert staged_lines == [2 + 3]
    after = current(database)
    assert {area: printed for area, (_key, printed) in after.items()} == values
    assert {area for area in after if before.get(area) == after[area]} == {*AREAS[:7]} - {AREAS[2]}
    assert load_figures(database, tmp_path, records(values)[::-1]).changes == 0
    assert staged_lines[1:] == [0]


def test_a_bad_line_refuses_the_file_by_its_number_and_the_version_before_stays(
    database, tmp_path, staged_lines
):
    good = dict.fromkeys(AREAS, "5")
    result = load_figures(database, tmp_path, records(good | {AREAS[4]: "many"}))
    assert [(reject.line, reject.reason) for reject in result.rejects] == [(6, "unreadable")]
    assert load_figures(database, tmp_path, records(good | {AREAS[4]: "6"})).revised == 1
    assert staged_lines == [2, 2]


def test_a_cell_that_an_unchanged_line_reports_too_is_a_duplicate(database, tmp_path):
    result = load_figures(
        database, tmp_path, [*records(dict.fromkeys(AREAS, "5")), *records({AREAS[0]: "6"})]
    )
    assert [(reject.line, reject.reason) for reject in result.rejects] == [(11, "duplicate")]


def test_a_source_that_was_loaded_in_part_is_read_whole(database, tmp_path, staged_lines):
    values = dict.fromkeys(AREAS, "5") | {AREAS[0]: "many"}
    load_figures(database, tmp_path, records(values), keep_going=True)
    assert load_figures(database, tmp_path, records(values | {AREAS[0]: "6"})).revised == 1
    assert staged_lines == [2]


def test_after_a_change_of_the_lists_a_file_is_read_whole(database, tmp_path, staged_lines):
    know_tables(database, tmp_path, SOURCE, "other")
    staged_lines.clear()
    options = LoadOptions(accept_withdrawals=True)
    result = load_figures(database, tmp_path, records({AREAS[0]: "5"}), options=options)
    assert result.withdrawn == len(AREAS) - 1
    assert staged_lines == []


def test_where_observations_went_another_way_the_file_is_read_whole(database, tmp_path):
    with database.begin() as connection:
        erase = "select core.erase_observations(array_agg(observation_id), 'a test')"
        connection.execute(text(f"{erase} from core.observation where locator = 'row=3'"))
    assert load_figures(database, tmp_path, records(dict.fromkeys(AREAS, "5"))[::-1]).added == 1


def test_quoted_fields_are_read_as_in_a_whole_load(database, tmp_path):
    notes = ("over\ntwo lines", 'a "quoted" word', "", "x,y")
    rows = [
        row | {"note": note}
        for row, note in zip(
            records(dict.fromkeys(AREAS, "5")), itertools.cycle(notes), strict=False
        )
    ]
    load_figures(database, tmp_path, rows)
    for row in rows[: len(notes)]:
        row["printed"] = "6"
    assert load_figures(database, tmp_path, rows).revised == len(notes)
    found = "select distinct note from mart.reported where source_code = 'some-county-2022'"
    assert {note for (note,) in query(database, found)} == {note or None for note in notes}
