import json
from functools import partial

import duckdb
import pytest
from frictionless import Package
from sqlalchemy import text

pytestmark = pytest.mark.once


@pytest.fixture
def packaged(export_as):
    """Export an answer as a data package; its folder."""
    return partial(export_as, "datapackage")


# It looks at every cell, which takes a second for some thousands: some areas of each level.
SOME = {"area_code": ["000000", "530000", "530600", "530602", "530621", "530902"]}
RELATIONS = {
    **dict.fromkeys(("value", "reported", "metric_value", "growth", "comparison_check"), SOME),
    "program": {},
    "area": {},
}


@pytest.mark.parametrize(("relation", "values"), RELATIONS.items())
def test_frictionless_finds_types_keys_and_references_as_they_are_declared(
    packaged, relation, values
):
    report = Package(str(packaged(relation, **values) / "datapackage.json")).validate()
    assert report.flatten(["type", "title", "note"]) == []
    assert report.stats["tasks"] > 0


def test_a_foreign_key_that_leads_nowhere_is_found(packaged):
    folder = packaged("value", area_code="530600")
    path = folder / "data" / "area.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("530600", "530699"), encoding="utf-8")
    report = Package(str(folder / "datapackage.json")).validate()
    assert {kind for (kind,) in report.flatten(["type"])} >= {"foreign-key"}


def test_the_rows_that_frictionless_reads_are_those_of_the_database(packaged, bundled):
    folder = packaged("value", area_code=["000000", "530600"])
    resource = Package(str(folder / "datapackage.json")).get_resource("value")
    read = [tuple(row.to_dict().values()) for row in resource.read_rows()]
    query = """
        select * from mart.value where area_code in ('000000', '530600') order by observation_id
    """
    rows = bundled.execute(text(query))
    assert read == [tuple(row) for row in rows]
    assert len(read) > 1000


def test_the_package_tells_units_meanings_and_sources(packaged):
    folder = packaged(
        "metric_value", area_code="530600", metric_code="dibao_standard_rural_to_urban"
    )
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert fields["value"]["unitField"] == "unit"
    assert fields["area_code"]["title"].startswith("地区代码")
    assert fields["area_code"]["description"].startswith("Code of the area")
    assert [source["code"] for source in package["sources"]] == ["zhaotong-2022-review"]


def test_the_dimensions_join_to_every_row(packaged):
    data = packaged("value") / "data"
    joined = duckdb.sql(f"""
        select count(*) from read_csv('{data}/value.csv', all_varchar = true)
        inner join read_csv('{data}/area.csv', all_varchar = true) using (area_code)
        inner join read_csv('{data}/indicator.csv', all_varchar = true) using (indicator_code)
        inner join read_csv('{data}/source.csv', all_varchar = true) using (source_code)
    """)
    all_rows = duckdb.sql(f"select count(*) from read_csv('{data}/value.csv', all_varchar = true)")
    assert joined.fetchall() == all_rows.fetchall()


def test_an_answer_to_sql_is_a_package_too(packaged):
    query = "select area_code, count(*) as figures from mart.value group by area_code"
    folder = packaged(query)
    assert Package(str(folder / "datapackage.json")).validate().valid
    assert {path.name for path in (folder / "data").iterdir()} == {"query.csv", "area.csv"}
