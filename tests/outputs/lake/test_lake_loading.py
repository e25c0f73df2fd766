"""Tidy files loaded into a lake: the same figures and rejects as in PostgreSQL, in any size."""

import signal
import subprocess
import sys
import time

import duckdb
import pyarrow.csv
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.ledgers import write
from support.loading import FIGURE, SOURCE, know_tables, load_figures, load_list

from minzheng.cli import main
from minzheng.loaders.files import open_file
from minzheng.loaders.options import LoadOptions
from minzheng.outputs.lake import lake_loader, tidy_batches
from minzheng.outputs.lake.derivation import derive
from minzheng.outputs.lake.lake_error import LakeError
from minzheng.outputs.lake.lake_folder import LakeFolder
from minzheng.outputs.lake.lake_loader import load_into_lake
from minzheng.outputs.lake.lake_writer import write_lake

OTHER = "another-yearbook"
COLUMNS = (*FIGURE, "breakdown", "basis", "unit", "carried", "status", "locator", "note")
RURAL = {"breakdown": "residence=rural"}
RIGHT = [
    FIGURE,
    FIGURE | RURAL | {"printed": "约1.2万", "note": "a doubt"},
    FIGURE | {"area": "530622", "printed": "12.50"},
    FIGURE | {"area": "530623", "printed": "1.23456789012345"},
    FIGURE | {"area": "530624", "printed": "42.4", "carried": "万"},
    FIGURE | {"area": "530625", "printed": "7", "status": "E", "locator": "cell=3,4"},
    FIGURE | {"area": "533321", "period_start": "2010-12-31", "period_end": "2010-12-31"},
    FIGURE
    | {"indicator": "dibao_standard", "printed": "500.5", "unit": "CNY/person/month"}
    | {"basis": "effective"},
    FIGURE
    | {"indicator": "dibao_expenditure", "printed": "3.25亿"}
    | {"period_start": "2022-01-01"},
]
WRONG = [
    FIGURE | {"area": "530626", "indicator": "nonsense"},
    FIGURE | {"area": "999999"},
    FIGURE | {"area": None},
    FIGURE | {"area": "530626", "unit": "furlong"},
    FIGURE | {"area": "530626", "unit": "CNY"},
    FIGURE | {"area": "530626", "basis": "sometimes"},
    FIGURE | {"area": "530626", "status": "?"},
    FIGURE | {"area": "530626", "breakdown": "residence=mars"},
    FIGURE | {"area": "530626", "breakdown": "sex=male;residence=rural"},
    FIGURE | {"area": "530626", "period_start": "2022-02-30"},
    FIGURE | {"area": "530626", "period_end": None},
    FIGURE | {"area": "530626", "period_start": "2023-01-01"},
    FIGURE | {"area": "530626", "period_start": "2022-01-01", "basis": "point"},
    FIGURE | {"area": "530626", "printed": "some"},
    FIGURE | {"area": "530626", "printed": None},
    FIGURE | {"area": "530626", "printed": "99999999999"},
    FIGURE | {"area": "530622", "printed": "12.4"},
    FIGURE | {"area": "530625", "printed": "8"},
]
FIGURES = """
    select
        indicator_code, area_code, breakdown, period_start, period_end, basis, value, low, high,
        qualifier, status, unit_code, printed, carried, locator, period_note, note
    from {figures}
"""
OF_DATABASE = """(
    select
        observation.*,
        indicator.code as indicator_code,
        area_label.area_code,
        breakdown.key as breakdown
    from core.observation
    inner join core.indicator using (indicator_id)
    inner join core.breakdown using (breakdown_id)
    inner join core.area_label using (admin_unit_id)
    inner join core.source using (source_id)
    where source.code = :source
) as figure"""


@pytest.fixture
def lake(lake_engine, tmp_path):
    """A lake that knows two sources without figures."""
    know_tables(lake_engine, tmp_path, SOURCE, OTHER)
    folder = tmp_path / "lake"
    write_lake(lake_engine, folder)
    return folder


def tidy(folder, rows, name=SOURCE):
    return write(folder / f"{name}.csv", COLUMNS, rows)


def load(lake, *paths, **options):
    _, results = load_into_lake(lake, map(open_file, paths), **options)
    return results if len(results) > 1 else results[0]


def loaded(lake, columns="*"):
    files = LakeFolder(lake).current / "figures" / "**" / "loaded-*.parquet"
    query = f"select {columns} from read_parquet('{files}', hive_partitioning = true)"
    return duckdb.sql(f"{query} order by observation_id").fetchall()


def rejects(lake):
    files = LakeFolder(lake).current / "rejects" / "*.parquet"
    columns = 'line, "column", value, reason, message'
    return duckdb.sql(f"select {columns} from '{files}'").fetchall()


def test_a_lake_and_a_database_take_the_same_rows_and_refuse_the_same(lake, lake_engine, tmp_path):
    path = tidy(tmp_path, RIGHT + WRONG)
    (result,) = [load(lake, path, keep_going=True)]
    rejected = rejects(lake)
    want = load_figures(lake_engine, tmp_path, RIGHT + WRONG, keep_going=True)
    with lake_engine.connect() as connection:
        query = text(FIGURES.format(figures=OF_DATABASE))
        figures = sorted(map(tuple, connection.execute(query, {"source": SOURCE})), key=str)
    files = LakeFolder(lake).current / "figures" / "**" / "loaded-*.parquet"
    of_lake = duckdb.sql(FIGURES.format(figures=f"read_parquet('{files}')")).fetchall()
    assert sorted(of_lake, key=str) == figures
    assert len(figures) == len(RIGHT)
    assert sorted(rejected, key=str) == sorted(map(tuple, want.rejects), key=str)
    assert {row[0] for row in rejected} == {*range(len(RIGHT) + 2, len(RIGHT + WRONG) + 2)}
    assert (result.outcome, result.read, result.added) == ("partly", want.read, want.added)
    assert result.rejected == want.rejected


def test_a_file_with_a_bad_row_is_refused_whole_and_its_rejects_are_kept(lake, tmp_path):
    load(lake, tidy(tmp_path, [FIGURE]))
    before = loaded(lake)
    result = load(lake, tidy(tmp_path, [FIGURE | {"printed": "5"}, WRONG[0]]))
    assert result.outcome == "refused"
    assert loaded(lake) == before
    assert [row[:4] for row in rejects(lake)] == [(3, "indicator", "nonsense", "unknown_code")]
    # Of a file the rejects of its last load are kept.
    assert load(lake, tidy(tmp_path, [FIGURE | {"printed": "5"}])).outcome == "loaded"
    assert not list((LakeFolder(lake).current / "rejects").glob("*"))


def test_a_figure_that_changed_is_withdrawn_and_followed_and_one_that_is_gone_withdrawn(
    lake, tmp_path
):
    places = ("530621", "530622", "530623")
    rows = [FIGURE | {"area": area} for area in places]
    load(lake, tidy(tmp_path, rows))
    first = LakeFolder(lake).current
    old = {path: path.read_bytes() for path in first.rglob("*.parquet")}
    result = load(lake, tidy(tmp_path, [rows[0], rows[1] | {"printed": "77"}]))
    assert (result.added, result.revised, result.withdrawn) == (0, 1, 1)
    columns = "area_code, printed, withdrawn_at is null, follows_id - observation_id"
    assert loaded(lake, columns) == [
        ("530621", "1,234", True, None),
        ("530622", "1,234", False, None),
        ("530623", "1,234", False, None),
        ("530622", "77", True, -2),
    ]
    assert {path: path.read_bytes() for path in first.rglob("*.parquet")} == old


def test_a_file_that_did_not_change_makes_no_version(lake, tmp_path):
    path = tidy(tmp_path, [FIGURE])
    load(lake, path)
    before = LakeFolder(lake).current
    assert load(lake, path).outcome == "unchanged"
    assert LakeFolder(lake).current == before


def test_a_file_that_lacks_much_of_what_its_source_reported_needs_consent(lake, tmp_path):
    rows = [FIGURE | {"area": f"53062{number}"} for number in range(1, 9)]
    load(lake, tidy(tmp_path, rows))
    path = tidy(tmp_path, rows[:2])
    assert [reject.reason for reject in load(lake, path).faults] == ["withdrawals"]
    assert load(lake, path, accept_withdrawals=True).withdrawn == 6


def test_parquet_is_read_as_csv_is(lake, tmp_path):
    path = tidy(tmp_path, RIGHT + WRONG)
    texts = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(COLUMNS, pyarrow.string()), strings_can_be_null=True
    )
    table = pyarrow.csv.read_csv(path, convert_options=texts)
    other = tmp_path / f"{OTHER}.parquet"
    pyarrow.parquet.write_table(table, other)
    load(lake, path, other, keep_going=True)
    columns = "source_code, indicator_code, area_code, value, low, high, printed"
    figures = loaded(lake, columns)
    of_csv = [row[1:] for row in figures if row[0] == SOURCE]
    assert of_csv == [row[1:] for row in figures if row[0] == OTHER]
    assert len(of_csv) == len(RIGHT)
    # Its rows are counted from 1, and there is no header.
    half = len(rejects(lake)) // 2
    lines, others = [row[0] for row in rejects(lake)[:half]], rejects(lake)[half:]
    assert sorted(lines) == sorted(row[0] + 1 for row in others)


def test_numbers_that_were_rounded_before_are_refused(lake, tmp_path):
    table = pyarrow.table({name: [FIGURE.get(name)] for name in FIGURE} | {"printed": [0.1]})
    path = tmp_path / f"{SOURCE}.parquet"
    pyarrow.parquet.write_table(table, path)
    result = load(lake, path)
    assert result.outcome == "refused"
    assert "printed is of type double" in result.faults[0].message


def test_rows_are_read_some_at_a_time_and_repeated_ones_found_among_all(
    lake, tmp_path, monkeypatch
):
    monkeypatch.setattr(tidy_batches, "BLOCK", 200)
    rows = [FIGURE | {"area": f"53062{number}"} for number in range(1, 9)]
    path = tidy(tmp_path, [*rows, FIGURE | {"printed": "5"}])
    batches = list(tidy_batches.TidyBatches(open_file(path)))
    assert len(batches) > 3
    lines = [line for batch in batches for line in batch["line"].to_pylist()]
    assert lines == [*range(2, 11)]
    result = load(lake, path, keep_going=True)
    assert result.added == 8
    assert [(row[0], row[3]) for row in rejects(lake)] == [(10, "duplicate")]


def test_a_record_with_too_few_fields_is_rejected_by_its_line(lake, tmp_path):
    path = tidy(tmp_path, [FIGURE])
    path.write_text(path.read_text() + "dibao_persons,530622\n" + path.read_text().split("\n")[1])
    load(lake, path, keep_going=True)
    found = [row[:4] for row in rejects(lake)]
    assert (3, "", "dibao_persons,530622", "field_count") in found
    assert {row[0] for row in found} == {3, 4}


def test_what_a_lake_cannot_take_is_refused_with_a_reason(lake, tmp_path):
    unknown = load(lake, tidy(tmp_path, [FIGURE], "unheard-of"))
    assert "named for no source" in unknown.faults[0].message
    of_database = load(lake, tidy(tmp_path, [FIGURE], "zhaotong-2022-review"))
    assert "load the file there" in of_database.faults[0].message
    table = tmp_path / f"{OTHER}.csv"
    table.write_text("a,b\n1,2\n")
    assert "not a tidy file" in load(lake, table).faults[0].message
    assert loaded_nothing(lake)


def loaded_nothing(lake):
    return not list((LakeFolder(lake).current / "figures").rglob("loaded-*"))


def test_a_load_that_is_killed_leaves_the_version_before(lake, tmp_path):
    load(lake, tidy(tmp_path, [FIGURE]))
    first = LakeFolder(lake).current
    before = loaded(lake)
    path = tidy(tmp_path, RIGHT[:-1], OTHER)
    command = [sys.executable, "-m", "minzheng", "lake", "load", str(lake), str(path)]
    with subprocess.Popen(command) as process:
        while not list((lake / "versions").glob(".*/figures/**/loaded-*6.parquet")):
            assert process.poll() is None
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    assert LakeFolder(lake).current == first
    assert loaded(lake) == before
    assert load(lake, path).added == len(RIGHT) - 1
    assert not list((lake / "versions").glob(".*"))


def test_writing_the_database_again_keeps_what_was_loaded(lake, lake_engine, tmp_path):
    path = tidy(tmp_path, [FIGURE, WRONG[0]])
    load(lake, path, keep_going=True)
    figures, rejected = loaded(lake), rejects(lake)
    write_lake(lake_engine, lake)
    assert (loaded(lake), rejects(lake)) == (figures, rejected)
    assert load(lake, tidy(tmp_path, [FIGURE])).unchanged == 1


def test_a_database_that_numbers_otherwise_does_not_write_over_loaded_figures(
    lake, lake_engine, tmp_path
):
    load(lake, tidy(tmp_path, [FIGURE]))
    with lake_engine.begin() as connection:
        other = "update core.source set code = 'renamed' where code = :code"
        connection.execute(text(other), {"code": SOURCE})
    with pytest.raises(LakeError, match="other definitions"):
        write_lake(lake_engine, lake)


def test_of_two_reports_the_lake_accepts_the_one_that_the_database_would(
    lake, lake_engine, tmp_path
):
    """A figure of the database, and two of the lake that another day or place prints."""
    with lake_engine.connect() as connection:
        query = """
            select indicator.code, area_code, breakdown.key, period_start, period_end, basis
            from core.observation
            inner join core.indicator using (indicator_id)
            inner join core.breakdown using (breakdown_id)
            inner join core.area_label using (admin_unit_id)
            where accepted and indicator.code in ('population', 'dibao_persons')
            order by observation_id limit 20
        """
        cells = connection.execute(text(query)).all()
    names = ("indicator", "area", "breakdown", "period_start", "period_end", "basis")
    rows = [dict(zip(names, cell, strict=True)) | {"printed": "17"} for cell in cells]
    paths = [tidy(tmp_path, rows), tidy(tmp_path, rows[:7], OTHER)]
    load(lake, *paths)
    derive(lake, "duckdb")
    columns = "source_code, indicator_code, area_code, breakdown, period_end"
    place = LakeFolder(lake).current
    accepted = duckdb.sql(f"""
        select {columns} from read_parquet('{place}/figures/**/*.parquet', hive_partitioning = true)
        where withdrawn_at is null and observation_id not in (
            select observation_id from '{place}/derived/contender/**/*.parquet' where place > 1
        )
    """).fetchall()
    for name, some in ((SOURCE, rows), (OTHER, rows[:7])):
        assert not load_figures(lake_engine, tmp_path, some, name).rejects
    with lake_engine.connect() as connection:
        query = OF_DATABASE.replace("observation.*", "observation.*, source.code as source_code")
        query = query.replace("where source.code = :source", "where accepted")
        want = connection.execute(text(f"select {columns} from {query}")).all()
    assert sorted(accepted) == sorted(map(tuple, want))


def test_the_command_prints_what_became_of_files(lake, tmp_path):
    path = tidy(tmp_path, [FIGURE, WRONG[0]], "figures")
    command = ["lake", "load", str(lake), str(path), "--source", SOURCE]
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 1
    assert "nonsense is not in core.indicator [unknown_code]" in refused.output
    taken = CliRunner().invoke(main, [*command, "--keep-going", "--set", "memory_limit=1GB"])
    assert "partly" in taken.output
    assert loaded(lake, "source_code") == [(SOURCE,)]


def test_files_of_another_name_belong_to_the_source_that_is_given(lake, tmp_path):
    path = tidy(tmp_path, [FIGURE], "2022")
    file = open_file(path, LoadOptions(source=SOURCE))
    _, (result,) = load_into_lake(lake, [file])
    assert result.added == 1
    assert loaded(lake, "observation_id")[0][0] == lake_loader.FIRST_OBSERVATION


def test_a_part_of_a_lake_is_loaded_into_a_database_with_its_areas(
    lake, lake_engine, reference_engine, tmp_path
):
    """A village that only the lake knows comes with its figures, sources with theirs."""
    village = {"unit": "530621200", "code": "530621200", "name": "新村", "name_en": "New Village"}
    village |= {"level": "township", "parent": "530621", "valid_from": "2020-01-01"}
    village |= {"precision": "day"}
    listed = load_list(lake_engine, tmp_path, "admin_unit_versions", [village], "new-villages")
    assert not listed.rejects
    write_lake(lake_engine, lake)
    rows = [FIGURE | {"area": area} for area in ("530621200", "530622", "430121")]
    load(lake, tidy(tmp_path, [*rows, rows[0] | {"indicator": "population"}]))
    address = reference_engine.url.render_as_string(hide_password=False)
    command = ["--database", address, "load", str(lake), "--area", "530600"]
    for added in ("yes", "unchanged"):
        part = CliRunner().invoke(main, [*command, "--indicator", "dibao_persons"])
        assert part.exit_code == 0, part.output
        assert ("Nothing changed" in part.output) == (added == "unchanged")
    with reference_engine.connect() as connection:
        query = "select area_code, value from mart.reported where source_code = :source order by 1"
        found = connection.execute(text(query), {"source": SOURCE}).all()
        others = "select count(*) from mart.reported where source_code = 'zhaotong-2022-review'"
        assert connection.execute(text(others)).scalar() > 0
    assert list(map(tuple, found)) == [("530621200", 1234), ("530622", 1234)]


def test_a_slice_is_asked_of_a_lake_alone(lake, tmp_path):
    path = str(tidy(tmp_path, [FIGURE]))
    for given in ([path, "--indicator", "population"], [path, str(lake)]):
        assert CliRunner().invoke(main, ["load", *given]).exit_code == 2
