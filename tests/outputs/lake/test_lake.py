import os
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from decimal import Decimal

import duckdb
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.loading import FIGURE, SOURCE, know_tables, load_figures

from minzheng.cli import main
from minzheng.outputs.lake import lake_relations
from minzheng.outputs.lake.answer_comparison import compare_answers
from minzheng.outputs.lake.derivation import ANSWERS_DERIVED, CONTENDER, derive
from minzheng.outputs.lake.lake_error import LakeError
from minzheng.outputs.lake.lake_folder import LakeFolder
from minzheng.outputs.lake.lake_manifest import checksum, read_manifest
from minzheng.outputs.lake.lake_writer import write_lake
from minzheng.outputs.lake.portable_sql import query_for

# What PostgreSQL has no table of is compared by what it accepts.
COMPARED = {*ANSWERS_DERIVED, "calc.acceptance"} - {CONTENDER}


def rows(folder, relation, columns="*"):
    files = LakeFolder(folder).current / relation / "**" / "*.parquet"
    query = f"select {columns} from read_parquet('{files}', hive_partitioning = true)"
    return duckdb.sql(query).fetchall()


def test_figures_are_those_of_the_database_to_the_last_digit(same_lake, same_lake_engine):
    columns = (
        "observation_id, value, low, high, period_start, period_end, basis, printed, locator,"
        " accepted"
    )
    with same_lake_engine.connect() as connection:
        query = f"select {columns} from core.observation"
        want = sorted(map(tuple, connection.execute(text(query))))
    assert sorted(rows(same_lake, "figures", columns)) == want
    assert len(want) > 1000


@pytest.mark.parametrize(
    ("worth_a_file", "columns"),
    [
        (1, ("year", "program_code")),
        (lake_relations.ROWS_WORTH_A_FILE, ("year",)),
    ],
)
def test_a_file_has_one_year_and_one_program_if_large_sorted_by_indicator_and_area(
    same_lake_engine, tmp_path, monkeypatch, worth_a_file, columns
):
    monkeypatch.setattr(lake_relations, "ROWS_WORTH_A_FILE", worth_a_file)
    write_lake(same_lake_engine, tmp_path / "lake")
    place = LakeFolder(tmp_path / "lake").current
    for file in read_manifest(place).relation("figures").files:
        folders = "/".join(f"{name}={file.partition[name]}" for name in columns)
        assert file.path == f"figures/{folders}/part-0.parquet"
        read = pyarrow.parquet.ParquetFile(place / file.path).read(
            ["indicator_code", "area_code", "period_end"]
        )
        keys = list(zip(*(column.to_pylist() for column in read.columns[:2]), strict=True))
        assert keys == sorted(keys)
        assert {str(day.year) for day in read["period_end"].to_pylist()} == {file.partition["year"]}
    assert len({row[0] for row in rows(tmp_path / "lake", "figures", "program_code")}) > 3


def test_the_manifest_says_what_the_files_are_and_their_columns_mean(same_lake):
    place = LakeFolder(same_lake).current
    manifest = read_manifest(place)
    stored = {path.relative_to(place).as_posix() for path in place.rglob("*.parquet")}
    assert stored == {file.path for one in manifest.relations for file in one.files}
    for relation in manifest.relations:
        for file in relation.files:
            assert checksum(place / file.path) == file.sha256
            assert pyarrow.parquet.read_metadata(place / file.path).num_rows == file.rows
    columns = {column["name"]: column for column in manifest.relation("figures").columns}
    assert columns["value"]["type"] == "decimal128(38, 16)"
    assert columns["period_end"]["type"] == "date32[day]"
    assert columns["value"]["meaning"] == "数值（指标单位） / Value in the indicator's unit"
    schema = pyarrow.parquet.read_schema(place / manifest.relation("figures").files[0].path)
    assert schema.field("value").metadata[b"comment"].decode() == columns["value"]["meaning"]


def test_a_second_version_of_the_same_state_is_links(lake, lake_engine):
    first = LakeFolder(lake).current
    write_lake(lake_engine, lake)
    second = LakeFolder(lake).current
    assert second != first
    for path in first.rglob("*.parquet"):
        assert os.path.samefile(path, second / path.relative_to(first))


def test_only_partitions_that_changed_are_written(lake, lake_engine, tmp_path):
    first = LakeFolder(lake).current
    know_tables(lake_engine, tmp_path, SOURCE)
    assert not load_figures(lake_engine, tmp_path, [FIGURE | {"printed": "4321"}]).rejects
    write_lake(lake_engine, lake)
    second = LakeFolder(lake).current
    changed = {
        path.relative_to(second).as_posix()
        for path in second.glob("figures/**/*.parquet")
        if not (first / path.relative_to(second)).exists()
        or not os.path.samefile(path, first / path.relative_to(second))
    }
    assert changed == {"figures/year=2022/part-0.parquet"}
    assert (4321,) in rows(lake, "figures", "value")


def test_a_reader_of_the_old_version_reads_it_to_its_end(lake, lake_engine, tmp_path):
    first = LakeFolder(lake).current
    before = sorted(path.read_bytes() for path in first.rglob("*.parquet"))
    know_tables(lake_engine, tmp_path, SOURCE)
    assert not load_figures(lake_engine, tmp_path, [FIGURE | {"printed": "4321"}]).rejects
    write_lake(lake_engine, lake)
    assert sorted(path.read_bytes() for path in first.rglob("*.parquet")) == before


def test_a_lake_that_is_killed_leaves_the_version_before(lake, lake_engine, tmp_path):
    first = LakeFolder(lake).current
    know_tables(lake_engine, tmp_path, SOURCE)
    assert not load_figures(lake_engine, tmp_path, [FIGURE | {"printed": "4321"}]).rejects
    address = lake_engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "minzheng", "--database", address, "lake", str(lake)]
    with subprocess.Popen(command) as process:
        while not list((lake / "versions").glob(".*/figures")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert LakeFolder(lake).current == first
    assert read_manifest(first).version == 1
    write_lake(lake_engine, lake)
    assert LakeFolder(lake).manifest().version == 2
    assert list((lake / "versions").glob(".*")) == []


def test_a_derivation_that_is_killed_leaves_the_version_before(lake):
    first = LakeFolder(lake).current
    command = [sys.executable, "-m", "minzheng", "lake", "derive", str(lake)]
    with subprocess.Popen(command) as process:
        while not list((lake / "versions").glob(".*/derived/growth")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert LakeFolder(lake).current == first
    assert not read_manifest(first).relation("derived/series")
    assert derive(lake, "duckdb").version == 2
    assert list((lake / "versions").glob(".*")) == []


def test_a_folder_with_other_files_is_refused(lake_engine, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(LakeError, match="is no lake"):
        write_lake(lake_engine, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_infinite_days_are_the_first_and_last_that_files_have(same_lake):
    days = rows(same_lake, "answers/unit_within", "min(since), max(until)")
    assert [str(day) for day in days[0]] == ["0001-01-01", "9999-12-31"]


@pytest.fixture(scope="module")
def commands(same_lake_engine, tmp_path_factory):
    """A lake in which DuckDB derived, and what the commands said that made it, by their order."""
    folder = tmp_path_factory.mktemp("commands") / "lake"
    address = same_lake_engine.url.render_as_string(hide_password=False)

    def invoke(*arguments):
        return CliRunner().invoke(main, ["--database", address, "lake", *arguments])

    place = str(folder)
    said = [invoke(place), invoke("compare", place)]
    said.append(invoke("derive", place, "--set", "memory_limit=1GB"))
    said.append(invoke("compare", place))
    return folder, said


def test_the_commands_write_derive_and_compare(commands):
    _, (written, too_early, derived, compared) = commands
    assert "Version 1 of" in written.output
    assert too_early.exit_code == 1
    assert "Nothing was derived" in too_early.output
    assert "derived/growth" in derived.output
    assert compared.exit_code == 0
    assert "growth" in compared.output


def test_duckdb_derives_what_postgresql_keeps(commands):
    folder, _ = commands
    compared = compare_answers(folder)
    assert {f"calc.{one.name}" for one in compared} == COMPARED
    assert {one.name: one.differing for one in compared if one.differing} == {}
    assert {one.name for one in compared if one.rows} >= {
        "series",
        "growth",
        "metric_value",
        "rule_result",
        "rollup",
    }


def test_a_cell_that_differs_is_found(commands, tmp_path):
    folder, _ = commands
    changed = tmp_path / "lake"
    shutil.copytree(folder, changed, symlinks=True)
    place = LakeFolder(changed).current
    path = next(iter(sorted((place / "derived/growth").rglob("*.parquet"))))
    table = pyarrow.parquet.read_table(path, partitioning=None)
    first, *others = table["value"].to_pylist()
    values = [first + Decimal("0.0000000000000001"), *others]
    at = table.schema.get_field_index("value")
    field = table.schema.field("value")
    altered = table.set_column(at, field, pyarrow.array(values, field.type))
    path.unlink()
    pyarrow.parquet.write_table(altered, path)
    (path,) = (place / "derived/contender").rglob("*.parquet")
    schema = pyarrow.schema(
        [field.with_nullable(True) for field in pyarrow.parquet.read_schema(path)]
    )
    [(accepted,)] = rows(changed, "figures", "min(observation_id) filter (where accepted)")
    lost = dict.fromkeys(schema.names) | {"observation_id": accepted, "place": 2}
    path.unlink()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([lost], schema), path)
    differing = {one.name: (one.missing, one.added) for one in compare_answers(changed)}
    assert differing.pop("acceptance") == (1, 0)
    assert differing.pop("growth") == (1, 1)
    assert set(differing.values()) == {(0, 0)}


def test_deriving_where_no_lake_is_says_so(tmp_path):
    with pytest.raises(LakeError, match="is no lake"):
        derive(tmp_path / "none", "duckdb")


@pytest.mark.parametrize("name", ANSWERS_DERIVED)
def test_the_sql_for_spark_has_no_hints_and_no_percentile_that_is_the_nearest_value(name):
    query = query_for(name, "spark", defaultdict(list)).upper()
    assert "MATERIALIZED" not in query
    assert "PERCENTILE_APPROX" not in query
    assert ("PERCENTILE(" in query) == (name in ("calc.trend", "calc.spread"))
