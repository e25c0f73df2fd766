"""What the models say, asked of the database as a tool would ask it."""

import json

import pytest
import yaml
from click.testing import CliRunner
from sqlalchemy import make_url, text

from minzheng.cli import main
from minzheng.outputs.exports.export_error import ExportError
from minzheng.outputs.semantic import FORMATS, write_model
from minzheng.outputs.semantic.yaml_text import yaml_text

pytestmark = pytest.mark.once

ADDRESS = make_url("postgresql://minzheng_reader:secret@db.example:5432/minzheng?sslmode=require")
YEARS = "area_code = '000000' and breakdown = 'total' and freq = 'year'"


@pytest.fixture(scope="module")
def written(bundled, tmp_path_factory):
    """The text of each file of each format."""
    folder = tmp_path_factory.mktemp("semantic")
    for name in FORMATS:
        write_model(bundled, name, ADDRESS, folder / name)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.fixture(scope="module")
def cubes(written):
    documents = [
        yaml.load(content, yaml.CSafeLoader)
        for name, content in written.items()
        if name.startswith("cube/model")
    ]
    return {cube["name"]: cube for document in documents for cube in document["cubes"]}


@pytest.fixture(scope="module")
def ask(bundled, cubes):
    """The rows of a cube: a measure by columns."""

    def asked(measure, by=(), where="true", cube="figures"):
        (expression,) = [one["sql"] for one in cubes[cube]["measures"] if one["name"] == measure]
        columns = ", ".join([*by, expression.replace("{CUBE}", "cube")])
        group = f" group by {', '.join(by)}" if by else ""
        query = f"select {columns} from ({cubes[cube]['sql']}) as cube where {where}{group}"
        return [tuple(row) for row in bundled.exec_driver_sql(query)]

    return asked


@pytest.mark.parametrize(
    "document",
    [
        {"a": 1, "b": None, "c": True, "d": []},
        {"a": {"b": [{"c": "yes"}, {"d": ["1", 2.5]}]}},
        {"text": 'line\n"quoted" \\ # : - 低保 / {x}', "- a": {}},
        {"nested": [[1, [2]], [{"x": []}]]},
    ],
)
def test_what_is_written_as_yaml_is_read_as_it_was(document):
    assert yaml.safe_load(yaml_text(document)) == document


def test_every_file_is_yaml_or_a_query_and_no_password_is_in_it(written):
    assert len(written) > 25
    assert "secret" not in json.dumps(written).replace("DBT_ENV_SECRET", "")
    profile = yaml.safe_load(written["dbt/profiles.yml"])["minzheng"]["outputs"]["mart"]
    assert (profile["host"], profile["user"]) == ("db.example", "minzheng_reader")
    assert profile["sslmode"] == "require"


def test_every_indicator_and_metric_is_a_metric_in_both_languages(bundled, written, cubes):
    codes = {*bundled.execute(text("select indicator_code from mart.indicator")).scalars()}
    codes |= {*bundled.execute(text("select metric_code from mart.metric")).scalars()}
    of_cubes = [one for cube in cubes.values() for one in cube.get("measures", [])]
    assert codes == {one["name"] for one in of_cubes if "meta" in one}
    metrics = yaml.load(written["metricflow/models/metrics.yml"], yaml.CSafeLoader)["metrics"]
    assert codes == {one["name"] for one in metrics}
    assert all(" / " in one["description"] for one in [*metrics, *of_cubes])


def test_the_sources_have_every_join_as_a_test(bundled, written):
    document = yaml.load(written["dbt/models/sources.yml"], yaml.CSafeLoader)
    tested = {
        (table["name"], column["name"], test["relationships"]["arguments"]["to"])
        for table in document["sources"][0]["tables"]
        for column in table["columns"]
        for test in column.get("data_tests", [])
        if isinstance(test, dict)
    }
    joins = bundled.execute(text("select * from mart.relationship")).all()
    assert tested == {
        (one.from_relation, one.from_column, f"source('minzheng', '{one.to_relation}')")
        for one in joins
    }


def test_every_dimension_measure_and_join_of_a_cube_is_valid_sql(bundled, cubes):
    for name, cube in cubes.items():
        joins = "".join(
            f" left join ({cubes[join['name']]['sql']}) as {join['name']} on {join['sql']}"
            for join in cube.get("joins", [])
        )
        source = f"({cube['sql']}) as {name}{joins}"
        for kind in ("dimensions", "measures", "segments"):
            if asked := [one["sql"] for one in cube.get(kind, [])]:
                query = f"explain select {', '.join(asked)} from {source}"
                for key in (name, *cubes):
                    query = query.replace(f"{{{key}}}", key)
                bundled.exec_driver_sql(query.replace("{CUBE}", name))
    assert len(cubes["figures"]["joins"]) >= 6


def test_areas_of_one_level_at_one_time_add_up_and_those_of_several_do_not(bundled, ask):
    where = "period_end = '2020-11-01' and indicator_code = 'population' and breakdown = 'total'"
    known = dict(
        bundled.exec_driver_sql(
            f"select area_level, sum(value) from mart.observation_wide where {where} group by 1"
        ).all()
    )
    assert len(known) > 2
    assert dict(ask("population", ["area_level"], where)) == known
    assert ask("population", where=where) == [(None,)]


def test_stocks_of_several_periods_never_add_up(ask):
    where = "area_code = '000000' and breakdown = 'total' and indicator_code = 'population'"
    by_day = ask("population", ["period_end"], where)
    assert len(by_day) > 1 and all(value is not None for _day, value in by_day)
    assert ask("population", where=where) == [(None,)]


def test_flows_add_up_over_periods_without_a_gap_or_an_overlap(bundled, ask):
    years = dict(ask("public_revenue", ["year"], f"{YEARS} and indicator_code = 'public_revenue'"))
    assert len(years) > 40
    some = f"{YEARS} and year between 2001 and 2010"
    assert ask("public_revenue", where=some) == [
        (pytest.approx(sum(years[year] for year in range(2001, 2011))),)
    ]
    assert ask("public_revenue", where=f"{some} and year <> 2005") == [(None,)]
    # Some months of that year are reported as well.
    of_2007 = YEARS.replace("freq = 'year'", "year = 2007")
    assert ask("lottery_sales", where=f"{of_2007} and freq = 'year'") != [(None,)]
    assert ask("lottery_sales", where=of_2007) == [(None,)]


def test_rates_standards_and_metrics_are_what_one_figure_says_or_nothing(bundled, ask):
    where = "area_level = 'nation' and indicator_code = 'dibao_standard'"
    by = ["breakdown", "period_end"]
    figures = bundled.exec_driver_sql(
        f"select breakdown, period_end, value from mart.observation_wide where {where}"
    )
    assert {*ask("dibao_standard", by, where)} == {tuple(row) for row in figures}
    assert {value for _key, value in ask("dibao_standard", ["breakdown"], where)} == {None}
    rate = "elderly_share_65"
    assert ask(rate, where=f"metric_code = '{rate}'", cube="derived_figures") == [(None,)]
    of_areas = ask(
        rate, ["area_code"], f"metric_code = '{rate}' and is_latest", cube="derived_figures"
    )
    assert len(of_areas) > 100 and all(value is not None for _area, value in of_areas)


def test_the_command_names_the_role_and_refuses_a_folder_with_files(bundled, tmp_path):
    url = bundled.engine.url.render_as_string(hide_password=False)
    command = ["--database", url, "semantic", "--format", "metricflow", str(tmp_path / "out")]
    result = CliRunner().invoke(main, [*command, "--url", "postgresql://db.example/minzheng"])
    assert result.exit_code == 0, result.output
    profile = yaml.safe_load((tmp_path / "out" / "profiles.yml").read_text("utf-8"))
    assert profile["minzheng"]["outputs"]["mart"]["schema"] == "minzheng_modeller"
    with pytest.raises(ExportError, match="new folder"):
        write_model(bundled, "cube", ADDRESS, tmp_path / "out")
