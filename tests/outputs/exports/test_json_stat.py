import json
from datetime import date
from itertools import product

import jsonschema
import pytest
from sqlalchemy import text

from minzheng.outputs.exports import ExportError, Request, export
from minzheng.outputs.exports.json_stat import period_codes
from minzheng.outputs.queries import Query

pytestmark = pytest.mark.once

TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
# What JSON-stat 2.0 says of a dataset and its dimensions; extensions may hold anything.
RULES = {
    "type": "object",
    "required": ["version", "class", "id", "size", "dimension", "value"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "2.0"},
        "class": {"const": "dataset"},
        "label": {"type": "string"},
        "source": {"type": "string"},
        "updated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$"},
        "note": {"type": "array", "items": {"type": "string"}},
        "extension": {"type": "object"},
        "id": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "size": {"type": "array", "items": {"type": "integer", "minimum": 0}},
        "role": {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {
                "^(time|geo|metric)$": {"type": "array", "items": {"type": "string"}}
            },
        },
        "value": {
            "type": "object",
            "propertyNames": {"pattern": "^(0|[1-9][0-9]*)$"},
            "additionalProperties": {"type": ["number", "null"]},
        },
        "status": TEXTS | {"propertyNames": {"pattern": "^(0|[1-9][0-9]*)$"}},
        "dimension": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["category"],
                "additionalProperties": False,
                "properties": {
                    "label": {"type": "string"},
                    "extension": {"type": "object"},
                    "category": {
                        "type": "object",
                        "required": ["index"],
                        "additionalProperties": False,
                        "properties": {
                            "index": {
                                "type": "array",
                                "items": {"type": "string"},
                                "uniqueItems": True,
                            },
                            "label": TEXTS,
                            "unit": {
                                "type": "object",
                                "additionalProperties": {
                                    "type": "object",
                                    "required": ["decimals"],
                                    "properties": {
                                        "decimals": {"type": "integer", "minimum": 0},
                                        "label": {"type": "string"},
                                    },
                                    "additionalProperties": False,
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def exported(bundled, tmp_path_factory):
    """Export rows of a relation as JSON-stat; what the file has."""

    def of(relation="value", **values):
        folder = tmp_path_factory.mktemp("json-stat") / "out"
        export(bundled.engine, Request(Query(relation, values), "json-stat"), folder)
        return json.loads((folder / "data.json").read_text("utf-8"))

    return of


@pytest.mark.parametrize(
    "values",
    [
        {"indicator_code": "dibao_standard"},
        {"program_code": "marriage"},
        {"area_code": "530600", "program_code": "minimum_living_guarantee"},
        {"area_code": "530600", "indicator_code": "orphan_standard", "basis": "target"},
    ],
)
def test_a_file_keeps_the_rules_of_the_format(exported, values):
    cube = exported(**values)
    jsonschema.Draft202012Validator(RULES).validate(cube)
    assert list(cube["dimension"]) == cube["id"]
    categories = [cube["dimension"][id_]["category"] for id_ in cube["id"]]
    assert [len(one["index"]) for one in categories] == cube["size"]
    for one in categories:
        assert list(one["label"]) == one["index"]
        assert {*one.get("unit", {})} <= {*one["index"]}
    named = [id_ for ids in cube["role"].values() for id_ in ids]
    assert {*named} <= {*cube["id"]} and len(named) == len({*named})
    cells = len(list(product(*map(range, cube["size"]))))
    for places in (cube["value"], cube.get("status", {})):
        assert all(int(place) < cells for place in places)
        assert list(places) == sorted(places, key=int)


def test_each_value_is_where_its_categories_say(exported, bundled):
    cube = exported(program_code="minimum_living_guarantee", area_level="prefecture")
    axes = [cube["dimension"][id_]["category"]["index"] for id_ in cube["id"]]
    read = {}
    for place, codes in enumerate(product(*axes)):
        if str(place) in cube["value"]:
            key = dict(zip(cube["id"], codes, strict=True))
            broken = {name: key[name] for name in key if name not in FIXED and key[name] != "total"}
            breakdown = ";".join(f"{name}={broken[name]}" for name in sorted(broken)) or "total"
            value = cube["value"][str(place)]
            status = cube.get("status", {}).get(str(place), "A")
            read[key["indicator"], key["area"], breakdown, key["basis"], key["period"]] = (
                value,
                status,
            )
    rows = bundled.execute(
        text("""
            select
                indicator_code, area_code, breakdown, basis, period_label, value::float8, status
            from mart.value
            where program_code = 'minimum_living_guarantee' and area_level = 'prefecture'
        """)
    )
    want = {tuple(row)[:5]: tuple(row)[5:] for row in rows}
    assert read == want and len(want) > 10


FIXED = ("indicator", "area", "basis", "period")


def test_names_are_in_chinese_and_in_english_beside(exported):
    indicator = exported(indicator_code="dibao_standard")["dimension"]["indicator"]
    assert indicator["category"]["label"] == {"dibao_standard": "最低生活保障标准"}
    assert indicator["category"]["unit"]["dibao_standard"]["label"] == "元/(人·年)"
    english = indicator["extension"]["en"]
    assert english["category"]["dibao_standard"].isascii()
    assert english["unit"] == {"dibao_standard": "yuan per person and year"}


def test_periods_of_one_label_are_told_apart_and_stand_in_order_of_time():
    days = [(date(2020, 1, 1), date(2020, 12, 31)), (date(2019, 1, 1), date(2019, 12, 31))]
    assert list(period_codes([(*days[0], "2020"), (*days[1], "2019")]).values()) == ["2019", "2020"]
    alike = period_codes([(*days[0], "x"), (*days[1], "x")])
    assert list(alike.values()) == ["2019-01-01/2019-12-31", "2020-01-01/2020-12-31"]


def test_what_is_no_cube_or_too_large_a_one_is_refused(exported):
    with pytest.raises(ExportError, match="json-stat is for value"):
        exported("reported", area_code="530600")
    with pytest.raises(ExportError, match="cells, more than 5000000: choose fewer"):
        exported()
