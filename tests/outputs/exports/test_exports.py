import csv
import json
import re
import shlex
import subprocess
import sys
from collections import Counter

import duckdb
import pandas
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support import peculiar
from support.catalogue import ROOT
from support.databases import clone_of, template
from support.ledgers import rows, source, write, write_ledger
from support.loading import know_tables, load_figures

from minzheng.cli import main
from minzheng.database import connect as database_connect
from minzheng.loaders import run
from minzheng.loaders.kinds.reference.sources import SOURCES
from minzheng.outputs.exports import FORMATS, ExportError, Request, export, parquet, reproduce
from minzheng.outputs.extras import install_command
from minzheng.outputs.queries import Query, QueryError
from minzheng.views.columns import meaning


@pytest.fixture
def exported(bundled, tmp_path):
    """Export an answer of the bundled content; its folder and its manifest."""

    def of(query, format="csv", as_of=None, period=None, options=None, **values):
        request = Request(Query(query, values, period, as_of), format, options or {})
        folder = tmp_path / f"{format}-{len(list(tmp_path.iterdir()))}"
        return folder, export(bundled.engine, request, folder)

    return of


def database(connection, statement):
    """The rows of the database, as Python has them."""
    return [tuple(row) for row in connection.execute(text(statement))]


def as_text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_a_csv_file_equals_the_database(exported, bundled):
    folder, made = exported("value", area_code=["530600", "530900"])
    read = pandas.read_csv(folder / "value.csv", dtype=str, keep_default_na=False)
    want = database(
        bundled,
        "select * from mart.value where area_code in ('530600', '530900') order by observation_id",
    )
    assert read.values.tolist() == [list(map(as_text, row)) for row in want]
    assert made.files[0].rows == len(want) > 100


def test_a_csv_file_keeps_nulls_empty_texts_and_line_breaks_apart(exported):
    query = "select 1 as a, '' as b, null::text as c, E'x\\n\"y\",' as d, '昭通' as e"
    folder, _made = exported(query)
    read = (
        f"select * from read_csv('{folder}/query.csv', all_varchar=true, allow_quoted_nulls=false)"
    )
    assert duckdb.sql(read).fetchall() == [("1", "", None, 'x\n"y",', "昭通")]


def test_moments_and_truth_are_written_so_that_others_read_them(exported):
    query = "select timestamptz '2026-03-01 08:00+08' as at, true as yes, 1.50::numeric as n"
    folder, _made = exported(query)
    assert (folder / "query.csv").read_text().splitlines()[1] == (
        "2026-03-01T00:00:00.000000Z,true,1.50"
    )


def test_a_csv_file_for_excel_begins_with_its_mark(exported):
    folder, _made = exported("source", options={"bom": True})
    assert (folder / "source.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    folder, _made = exported("source")
    assert (folder / "source.csv").read_bytes()[:11] == b"source_code"


UNSAFE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    " =1",
    "\t=1",
    "＝1+1",
    "－",
    "-",
]
HARMLESS = ["-5", "+3.5%", "-1,234.50", "'=1", "a=1", "530600", "2020-12-31", "", "5-3", "低保"]


def cells(folder, name="query"):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_safe_csv_file_has_nothing_that_a_spreadsheet_runs(exported):
    texts = ", ".join(f"('{text.replace(chr(39), chr(39) * 2)}')" for text in UNSAFE + HARMLESS)
    query = f"""select text as "=1+1", -5.5 as number from (values {texts}) as v (text)"""
    exact, safe = exported(query)[0], exported(query, options={"safe_csv": True})[0]
    assert cells(exact)[0] == ["=1+1", "number"] and cells(safe)[0] == ["'=1+1", "number"]
    assert {row[0] for row in cells(exact)[1:]} == {*UNSAFE, *HARMLESS}
    assert {row[0] for row in cells(safe)[1:]} == {f"'{text}" for text in UNSAFE} | {*HARMLESS}
    assert {row[1] for row in cells(safe)[1:]} == {"-5.5"}


def test_a_safe_csv_file_of_plain_figures_is_that_of_always(exported):
    exact, safe = exported("value")[0], exported("value", options={"safe_csv": True})[0]
    assert cells(exact, "value") == cells(safe, "value")


def test_rows_are_in_order_of_their_columns_whatever_the_query_says(exported):
    folder, _made = exported(
        "select v as a from unnest(array['b', 'a', '甲', 'B']) v order by 1 desc"
    )
    with (folder / "query.csv").open(encoding="utf-8") as file:
        assert [line["a"] for line in csv.DictReader(file)] == ["B", "a", "b", "甲"]


@pytest.mark.parametrize("relation", ["reported", "metric_value", "growth", "source"])
def test_parquet_files_equal_the_database(exported, bundled, relation):
    folder, made = exported(relation, "parquet")
    (file,) = made.files
    assert file.path == f"{relation}.parquet"
    names = [row[0] for row in database(bundled, COLUMNS.format(relation))]
    read = duckdb.sql(
        f"""
        set timezone = 'UTC';
        select {", ".join(names)} from read_parquet('{folder / file.path}')
        """
    )
    want = database(bundled, f"select {', '.join(names)} from mart.{relation}")
    assert Counter(read.fetchall()) == Counter(want)
    assert file.rows == len(want)


COLUMNS = """
    select attname from pg_attribute
    where attrelid = 'mart.{}'::regclass and attnum > 0 order by attnum
"""


def test_pandas_reads_parquet_folders_with_their_values(exported, bundled):
    partition = {"partition_by": ["area_level", "kind"]}
    folder, _made = exported("value", "parquet", options=partition)
    assert (folder / "value" / "area_level=prefecture" / "kind=stock").is_dir()
    read = pandas.read_parquet(folder / "value")
    assert len(read) == database(bundled, "select count(*) from mart.value")[0][0]
    counts = dict(database(bundled, "select area_level, count(*) from mart.value group by 1"))
    assert read.area_level.value_counts().to_dict() == counts


def test_folders_of_parquet_may_be_named_by_anything_and_by_nothing(exported):
    query = (
        "select * from (values ('a/b 中', 1, true), (null, 2, false), ('', 3, null)) as v (a, b, c)"
    )
    folder, made = exported(query, "parquet", options={"partition_by": ["c", "a"]})
    read = duckdb.sql(
        f"select a, b, c from read_parquet('{folder}/**/*.parquet', hive_partitioning = true,"
        " hive_types = {'a': varchar, 'c': boolean}) order by b"
    )
    assert read.fetchall() == [("a/b 中", 1, True), (None, 2, False), ("", 3, None)]
    assert [file.rows for file in made.files] == [1, 1, 1]


def test_parquet_is_written_in_row_groups_and_nothing_is_lost_between_them(exported, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 1000)
    query = "select n, n % 3 as third from generate_series(1, 4500) as n order by n"
    (one, _), (parts, made) = (
        exported(query, "parquet", options=options) for options in ({}, {"partition_by": ["third"]})
    )
    file = pyarrow.parquet.ParquetFile(one / "query.parquet")
    groups = [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)]
    assert groups == [1000, 1000, 1000, 1000, 500]
    assert file.read()["n"].to_pylist() == [*range(1, 4501)]
    assert [file.rows for file in made.files] == [1500, 1500, 1500]
    assert {*pandas.read_parquet(parts / "query").n} == {*range(1, 4501)}


@pytest.mark.parametrize("options", [{}, {"partition_by": ["program_code"]}])
def test_parquet_without_rows_still_has_its_columns(exported, options):
    folder, _made = exported("value", "parquet", options=options, area_code="530600", period="1990")
    (path,) = folder.rglob("*.parquet")
    assert "area_code" in pyarrow.parquet.read_schema(path).names


def test_fields_of_parquet_say_what_they_mean_in_chinese_and_english(exported):
    folder, _made = exported("value", "parquet", **SOME)
    schema = pyarrow.parquet.read_schema(folder / "value.parquet")
    meant = meaning("value", "period_end")
    said = schema.field("period_end").metadata[b"description"].decode()
    assert said == f"{meant.zh} / {meant.en}"
    assert all(field.metadata for field in schema)


def test_numbers_that_no_decimal_holds_are_floats(exported):
    folder, _made = exported(
        "select 1e30 as a, 1.5 as b, 1e-30 as c union all select 1, 2, 1e30", "parquet"
    )
    schema = pyarrow.parquet.read_schema(next(folder.rglob("*.parquet")))
    assert list(map(str, schema.types)) == ["decimal128(38, 0)", "decimal128(38, 1)", "double"]


def test_a_manifest_records_the_query_the_state_and_the_files(exported, bundled):
    folder, _made = exported("value", area_code="530600", period="2022")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["query"] == {
        "text": "value",
        "values": {"area_code": "530600"},
        "period": "2022",
    }
    last = bundled.scalar(text("select max(as_of) from mart.vintage"))
    assert manifest["as_of"] == last.isoformat()
    assert manifest["made_by"].keys() == {"minzheng", "postgresql"}
    (file,) = manifest["files"]
    assert file["path"] == "value.csv"
    assert file["rows"] == len(pandas.read_csv(folder / "value.csv"))


SOME = {"area_code": ["000000", "530600", "530621"]}
# What is one cube has few dimensions.
OF_FORMAT = dict.fromkeys(FORMATS, SOME) | {
    "json-stat": SOME | {"program_code": ["minimum_living_guarantee", "social_assistance"]}
}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_query_makes_the_same_bytes(exported, format):
    values = OF_FORMAT[format]
    (folder, one), (again, two) = (exported("value", format, **values) for _time in range(2))
    assert one.files == two.files
    assert (folder / "manifest.json").read_bytes() == (again / "manifest.json").read_bytes()


@pytest.fixture(scope="module")
def rumours_template(server_url, reference_template, tmp_path_factory):
    """The reference lists, and figures of two areas by a source that any other is preferred to."""

    def figure(indicator, area, breakdown, year, printed):
        day = {"period_start": f"{year}-12-31", "period_end": f"{year}-12-31"}
        return day | {
            "indicator": indicator,
            "area": area,
            "breakdown": f"residence={breakdown}",
            "printed": printed,
            "basis": "effective" if indicator == "dibao_standard" else "point",
        }

    def make(engine):
        folder = tmp_path_factory.mktemp("rumours")
        know_tables(engine, folder, "rumours", authority="unofficial")
        figures = [
            figure("dibao_standard", "530600", "rural", 2022, "5352"),
            figure("dibao_standard", "530600", "urban", 2022, "7920"),
            figure("dibao_persons", "530621", "rural", 2021, "6.1万"),
            figure("dibao_persons", "530621", "rural", 2022, "6.2万"),
        ]
        assert load_figures(engine, folder, figures, "rumours").added == len(figures)

    return template(server_url, "rumours", make, reference_template)


rumours = clone_of("rumours_template")


def revise(engine, folder):
    """Load a figure that was not known, and another one in its place."""
    write(folder / "sources.csv", SOURCES.header, [source()])
    list(run.load(engine, [folder / "sources.csv", write_ledger(folder, rows())]))


AGAIN = {
    "reported": Request(Query("reported", {}), "csv"),
    "value": Request(Query("value", {}), "csv"),
    **{format: Request(Query("value", OF_FORMAT[format]), format) for format in FORMATS},
}


def test_an_export_is_made_again_after_later_loads(rumours, tmp_path):
    old = {
        name: export(rumours, request, tmp_path / f"old {name}") for name, request in AGAIN.items()
    }
    revise(rumours, tmp_path)
    for name, request in AGAIN.items():
        again = reproduce(rumours, tmp_path / f"old {name}", tmp_path / f"again {name}")
        assert again.files == old[name].files, name
        now = export(rumours, request, tmp_path / f"now {name}")
        assert now.files != old[name].files, name


def test_what_cannot_be_asked_as_of_a_moment_is_made_again_while_it_comes_out_the_same(
    rumours, tmp_path
):
    untouched = Query("metric_value", {"area_code": "530600"})
    touched = Query("growth", {"area_code": "530621"})
    for name, question in {"untouched": untouched, "touched": touched}.items():
        assert export(rumours, Request(question), tmp_path / name).files[0].rows
    revise(rumours, tmp_path)
    reproduce(rumours, tmp_path / "untouched", tmp_path / "again")
    message = r"Different now: growth.csv. .* changed by \S*some-county-2022.csv.* as of a moment"
    with pytest.raises(ExportError, match=message):
        reproduce(rumours, tmp_path / "touched", tmp_path / "different")
    assert not (tmp_path / "different").exists()


def test_names_that_changed_since_are_told_as_the_reason(rumours, tmp_path):
    export(rumours, Request(Query("value", {})), tmp_path / "old")
    with rumours.begin() as connection:
        renamed = "update core.indicator set name = '别名' where code = 'dibao_standard'"
        connection.execute(text(renamed))
        touch = "update ops.load_file set finished_at = now() where name = 'indicators.csv'"
        connection.execute(text(touch))
    with pytest.raises(ExportError, match=r"value.csv. Since .* changed by indicators.csv"):
        reproduce(rumours, tmp_path / "old", tmp_path / "again")


def test_a_manifest_of_another_database_is_told_from_a_changed_one(exported, engine, tmp_path):
    folder, _made = exported("source")
    with pytest.raises(ExportError, match="The manifest is of another database"):
        reproduce(engine, folder, tmp_path / "again")


def test_a_manifest_of_a_state_that_never_was_is_refused(exported, bundled, tmp_path):
    folder, made = exported("source")
    path = folder / "manifest.json"
    other = made.as_of.replace(year=2100).isoformat()
    path.write_text(path.read_text().replace(made.as_of.isoformat(), other))
    with pytest.raises(ExportError, match="was never in the state of 2100"):
        reproduce(bundled.engine, folder, tmp_path / "again")


def test_a_moment_is_kept_as_the_last_change_before_it(exported, bundled):
    (first, last) = database(bundled, "select min(as_of), max(as_of) from mart.vintage")[0]
    area = {"area_code": "530600"}
    assert exported("value", as_of=last.replace(year=2100), **area)[1].as_of == last
    assert exported("value", as_of=first, **area)[1].as_of == first


@pytest.mark.parametrize("relation", ["growth", "metric_value", "rollup"])
def test_a_relation_that_has_no_past_is_refused_as_of_a_moment(exported, bundled, relation):
    (last,) = database(bundled, "select max(as_of) from mart.vintage")[0]
    with pytest.raises(QueryError, match="is computed from the present state"):
        exported(relation, as_of=last)


def test_a_failed_export_leaves_nothing_behind(exported, tmp_path):
    with pytest.raises(QueryError):
        exported("value", never_heard_of="x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_not_touched(bundled, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="exists: name a new folder"):
        export(bundled.engine, Request(Query("source")), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_without_the_libraries_of_an_extra_only_what_needs_them_is_missing():
    code = """
import sys
sys.modules |= dict.fromkeys(("pandas", "pyarrow", "pysdmx"))
from minzheng.outputs.exports import ExportError
from minzheng.outputs.exports.export import writer
import minzheng.cli
writer("csv"), writer("datapackage")
for name in ("parquet", "sdmx-csv"):
    try:
        writer(name)
    except ExportError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    parquet, sdmx = done.stdout.splitlines()
    assert parquet == f"parquet needs pyarrow: {install_command('export')}"
    assert sdmx == f"sdmx-csv needs pysdmx: {install_command('export')}"
    assert "-m pip install 'pyarrow>=" in parquet


@pytest.mark.parametrize("format", FORMATS)
def test_the_bytes_are_the_same_whatever_variables_and_the_database_say(
    bundled, tmp_path, monkeypatch, format
):
    def made(name):
        engine = database_connect(bundled.engine.url)
        request = Request(Query("value", OF_FORMAT[format]), format)
        manifest = export(engine, request, tmp_path / name)
        engine.dispose()
        return [(file.path, file.sha256) for file in manifest.files]

    want = made("usual")
    for variables in peculiar.OF_SESSIONS:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
    with peculiar.peculiar(bundled.engine, bundled.engine.url.database):
        assert made("peculiar") == want


@pytest.fixture
def minzheng(bundled):
    named = ["--database", bundled.engine.url.render_as_string(hide_password=False), "export"]
    return lambda *arguments: CliRunner().invoke(main, [*named, *map(str, arguments)])


def test_what_does_not_exist_is_an_error_and_leaves_nothing(minzheng, tmp_path):
    for option, value, hint in (
        ("--indicator", "dibao_standrd", "Did you mean dibao_standard"),
        ("--area", "昆名市", "530100 (昆明市"),
        ("--program", "social_assistence", "Did you mean social_assistance"),
        ("--where", "kindd=standard", "Did you mean kind"),
        ("--where", "kind=standrd", "Did you mean standard"),
    ):
        result = minzheng("value", "-o", tmp_path / "out", option, value)
        assert result.exit_code == 1
        assert hint in result.output
        assert not (tmp_path / "out").exists()


def test_names_are_as_good_as_codes_and_the_manifest_has_the_codes(minzheng, tmp_path):
    by_name = ("--area", "昭通", "--indicator", "农村低保标准", "--program", "低保")
    assert minzheng("value", "-o", tmp_path / "name", *by_name).exit_code == 0
    by_code = (
        "--area", "530600", "--indicator", "dibao_standard", "--where", "breakdown=residence=rural",
    )  # fmt: skip
    assert minzheng("value", "-o", tmp_path / "code", *by_code).exit_code == 0
    one, other = ((tmp_path / name / "value.csv").read_bytes() for name in ("name", "code"))
    assert one == other and one.count(b"\n") > 2
    kept = json.loads((tmp_path / "name" / "manifest.json").read_text())["query"]["values"]
    assert kept["area_code"] == ["530600"]
    assert kept["indicator_code"] == ["dibao_standard"]


def test_an_export_of_what_exists_but_has_no_figure_says_that_it_is_empty(minzheng, tmp_path):
    result = minzheng("value", "-o", tmp_path / "out", "--area", "昭通", "--period", "1990")
    assert result.exit_code == 0
    assert "No rows: nothing matches all of this together." in result.output


def test_the_command_filters_by_area_programme_period_and_columns(minzheng, tmp_path):
    result = minzheng(
        "value", "-o", tmp_path / "out", "--area", "530600", "--area", "530900",
        "--program", "social_assistance", "--period", "2022/2024",
        "--where", "kind=standard", "--where", "kind=stock",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    read = pandas.read_csv(tmp_path / "out" / "value.csv", dtype=str)
    assert {*read.area_code} == {"530600", "530900"}
    assert {*read.kind} == {"standard", "stock"}
    assert {*read.program_code} > {"minimum_living_guarantee"}
    assert str(len(read)) in result.output


def test_the_command_makes_an_export_again(minzheng, tmp_path):
    assert minzheng("source", "-o", tmp_path / "out").exit_code == 0
    again = minzheng("--reproduce", tmp_path / "out", "-o", tmp_path / "again")
    assert again.exit_code == 0, again.output
    assert (tmp_path / "again" / "source.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "Name a RELATION, or --query, or --reproduce"),
        (["valu"], 1, "Did you mean value"),
        (["value", "--where", "x"], 2, "not of the form COLUMN=VALUE"),
        (["value", "--where", "x=1"], 1, "has no column x"),
        (["value", "--where", "value=much"], 1, "value of mart.value is numeric, not much"),
        (["value", "--program", "dibao"], 1, "There is no programme dibao"),
        (["value", "--as-of", "yesterday"], 1, "is not a moment"),
        (["value", "--bom", "--format", "parquet"], 2, "--bom is an option of --format csv"),
        (["value", "--safe-csv", "--format", "sdmx-csv"], 2, "--safe-csv is an option of"),
        (["value", "--format", "parquet", "--partition-by", "x"], 1, "There is no column x"),
        (
            ["--query", "select 1 as a", "--format", "parquet", "--partition-by", "a"],
            1,
            "No column is left for the files",
        ),
        (["--query", "select from"], 1, "syntax error"),
        (["--query", "select 1", "--area", "530600"], 2, "--area is for a RELATION"),
        (["--reproduce", __file__, "--as-of", "2026-01-01"], 2, "--as-of is for a RELATION"),
        (["--reproduce", __file__], 1, "is not the manifest"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_without_a_traceback(minzheng, tmp_path, arguments, code, message):
    result = minzheng(*arguments, "-o", tmp_path / "out")
    assert result.exit_code == code, result.output
    assert message in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_every_export_states_where_its_sources_are_how_to_cite_them_and_on_what_terms(
    exported, bundled, format_name
):
    values = {"indicator_code": "dibao_standard", "area_code": ["530600", "530900"]}
    folder, _made = exported("value", format_name, **values)
    stated = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert stated["citation"].startswith("minzheng ")
    assert "terms" in stated["licence"]
    sources = {one["source_code"]: one for one in stated["sources"]}
    assert {*sources} == {"zhaotong-2022-review", "lincang-2024-achievements"}
    query = "select address, published_precision, citation, terms from mart.source"
    for code, cited in sources.items():
        (want,) = database(bundled, f"{query} where source_code = '{code}'")
        names = ("address", "published_precision", "citation", "terms")
        assert tuple(cited[name] for name in names) == want
    assert sources["zhaotong-2022-review"]["published_precision"] == "year"


def test_an_export_of_what_no_source_reports_states_none(exported):
    folder, _made = exported("unit")
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["sources"] == []


def test_the_page_shows_what_its_first_export_prints(bundled, tmp_path):
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    block = re.search(r"^```\n\$ minzheng (.+)\n(?s:(.*?))^```", page, re.MULTILINE)
    arguments = shlex.split(block[1])
    arguments[arguments.index("-o") + 1] = str(tmp_path / "out")
    named = ["--database", bundled.engine.url.render_as_string(hide_password=False)]
    done = CliRunner().invoke(main, [*named, *arguments])
    printed = [" ".join(line.split()) for line in done.stdout.splitlines()]
    for line in block[2].splitlines():
        shown = re.escape(" ".join(line.split())).replace("…", r"\S+")
        # A rule of dashes is as wide as what stands below it.
        assert "--" in line or any(re.fullmatch(shown, one) for one in printed), (line, printed)
