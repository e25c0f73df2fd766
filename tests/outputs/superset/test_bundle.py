import io
import json
import zipfile

import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from minzheng.cli import main
from minzheng.outputs.superset import bundle

pytestmark = pytest.mark.once

ADDRESS = make_url("postgresql://minzheng_reader:secret@db.example:5432/minzheng")


def documents(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name.partition("/")[2].removesuffix(".yaml"): json.loads(archive.read(name))
            for name in archive.namelist()
        }


@pytest.fixture(scope="module")
def made(bundled):
    return documents(bundle(bundled, ADDRESS))


def of(made, folder):
    return {name: document for name, document in made.items() if name.startswith(f"{folder}/")}


def test_the_same_database_gives_the_same_bytes(bundled):
    assert bundle(bundled, ADDRESS) == bundle(bundled, ADDRESS)


def test_no_password_is_in_the_bundle(made):
    assert made["databases/minzheng"]["sqlalchemy_uri"] == (
        "postgresql+psycopg2://minzheng_reader:XXXXXXXXXX@db.example:5432/minzheng"
    )
    assert "secret" not in json.dumps(made)


def test_ids_are_each_given_once(made):
    ids = [document["uuid"] for document in made.values() if "uuid" in document]
    assert len(ids) == len(set(ids)) > 20


def test_charts_ask_for_columns_and_metrics_that_their_dataset_has(made):
    datasets = {dataset["uuid"]: dataset for dataset in of(made, "datasets").values()}
    for name, chart in of(made, "charts").items():
        dataset, params = datasets[chart["dataset_uuid"]], chart["params"]
        columns = {column["column_name"] for column in dataset["columns"]}
        metrics = {metric["metric_name"] for metric in dataset["metrics"]}
        conditions = [one for one in params["adhoc_filters"] if one["clause"] == "WHERE"]
        assert {one["subject"] for one in conditions} <= columns, name
        asked = {*params.get("groupby", []), *params.get("all_columns", [])}
        asked |= {params["entity"]} if "entity" in params else set()
        assert asked | ({params["x_axis"]} if "x_axis" in params else set()) <= columns, name
        assert {*params.get("metrics", []), params.get("metric")} - {None} <= metrics, name


def test_columns_are_described_in_both_languages(made):
    (value,) = [
        column
        for column in made["datasets/minzheng/observation_wide"]["columns"]
        if column["column_name"] == "value"
    ]
    assert value["type"] == "DOUBLE PRECISION"
    assert value["description"] == "数值，单位见 unit / Value, in unit"


def test_every_title_is_in_both_languages(made):
    titles = [chart["slice_name"] for chart in of(made, "charts").values()]
    assert len(titles) >= 8
    assert all(" / " in title for title in titles)


def test_every_chart_has_its_place_within_the_width_of_the_dashboard(made):
    (dashboard,) = of(made, "dashboards").values()
    nodes = dashboard["position"]
    placed = {
        node["meta"]["uuid"]
        for node in nodes.values()
        if isinstance(node, dict) and "uuid" in node.get("meta", {})
    }
    assert placed == {chart["uuid"] for chart in of(made, "charts").values()}
    rows = [node for node in nodes.values() if isinstance(node, dict) and node.get("type") == "ROW"]
    assert all(sum(nodes[name]["meta"]["width"] for name in row["children"]) <= 12 for row in rows)


def test_the_command_writes_the_bundle_of_either_kind(engine, tmp_path):
    url = engine.url.render_as_string(hide_password=False)
    out = tmp_path / "out.zip"
    for kind, written in (("dashboard", "Dashboard"), ("assets", "assets")):
        command = ["--database", url, "superset-bundle", str(out), "--type", kind]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        assert documents(out.read_bytes())["metadata"]["type"] == written
    assert engine.url.password not in json.dumps(documents(out.read_bytes()))


def test_filters_by_area_narrow_one_another_and_reach_no_comparison_of_provinces(made):
    (dashboard,) = of(made, "dashboards").values()
    filters = {
        one["id"].removeprefix("NATIVE_FILTER-"): one
        for one in dashboard["metadata"]["native_filter_configuration"]
    }
    assert filters["county"]["cascadeParentIds"] == [
        "NATIVE_FILTER-province",
        "NATIVE_FILTER-prefecture",
    ]
    charts = {
        node["meta"]["sliceName"]: node["meta"]["chartId"]
        for node in dashboard["position"].values()
        if isinstance(node, dict) and node.get("type") == "CHART"
    }
    (map_of_provinces,) = [
        chart["slice_name"]
        for chart in of(made, "charts").values()
        if chart["viz_type"] == "country_map"
    ]
    for name in ("province", "prefecture", "county"):
        assert charts[map_of_provinces] in filters[name]["scope"]["excluded"], name


def test_whatever_a_filter_by_area_reaches_has_its_column(made):
    for name, dataset in of(made, "datasets").items():
        columns = {column["column_name"] for column in dataset["columns"]}
        assert {"province", "prefecture", "county"} <= columns or "area_code" not in columns, name
