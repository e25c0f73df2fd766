from datetime import date

import pytest
from support import loading
from support.databases import query
from support.ledgers import write

from minzheng.loaders.options import LoadOptions

TOWNSHIPS = ("code", "name", "areaCode", "provinceCode", "cityCode")
VILLAGES = ("code", "name", "streetCode", "provinceCode", "cityCode", "areaCode")
PUBLISHED = LoadOptions(published_on=date(2023, 6, 30))
ABOVE = {"provinceCode": "53", "cityCode": "5306", "areaCode": "530602"}
TOWNSHIP = ABOVE | {"code": "530602777", "name": "彩虹镇"}
VILLAGE = ABOVE | {"streetCode": "530602777", "code": "530602777001", "name": "彩虹村"}


@pytest.fixture
def load(reference_engine, tmp_path):
    def loaded(name, header, *records, options=PUBLISHED, **more):
        path = write(tmp_path / f"{name}.csv", header, records)
        return loading.load(reference_engine, path, options, **more)

    return loaded


def faults(result):
    return [(reject.line, reject.column, reject.reason) for reject in result.rejects]


def test_townships_and_villages_are_added_below_their_parents(load, reference_engine):
    assert load("streets", TOWNSHIPS, TOWNSHIP).added == 1
    assert load("villages", VILLAGES, VILLAGE).added == 1
    added = """
        select area_name, area_level, parent_code, county_name, valid_from from mart.area
        where area_code like '530602777%' order by area_code
    """
    assert query(reference_engine, added) == [
        ("彩虹镇", "township", "530602", "昭阳区", date(2023, 6, 30)),
        ("彩虹村", "village", "530602777", "昭阳区", date(2023, 6, 30)),
    ]


def test_a_second_list_adds_only_what_is_new(load):
    load("streets", TOWNSHIPS, TOWNSHIP)
    more = ABOVE | {"code": "530602778", "name": "晚霞镇"}
    later = LoadOptions(published_on=date(2024, 6, 30))
    result = load("streets", TOWNSHIPS, TOWNSHIP, more, options=later)
    assert (result.outcome, result.added, result.unchanged) == ("loaded", 1, 1)


def test_without_its_day_a_list_is_refused(load):
    result = load("streets", TOWNSHIPS, TOWNSHIP, options=LoadOptions())
    assert (result.outcome, faults(result)) == ("refused", [(1, "", "missing")])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"areaCode": "530671"}, (3, "areaCode", "unknown_code")),
        ({"code": "5306027"}, (3, "code", "ill_formed")),
        ({"code": ""}, (3, "code", "ill_formed")),
        ({"name": ""}, (3, "name", "missing")),
        ({"code": "530602777"}, (3, "code", "duplicate")),
    ],
)
def test_a_bad_unit_is_reported_and_the_rest_is_added_on_request(load, change, fault):
    bad = ABOVE | {"code": "530602779", "name": "朝霞镇"} | change
    assert faults(load("streets", TOWNSHIPS, TOWNSHIP, bad)) == [fault]
    result = load("streets", TOWNSHIPS, TOWNSHIP, bad, keep_going=True)
    assert (result.outcome, result.added, result.rejected) == ("partly", 1, 1)


def test_what_is_known_of_a_unit_is_not_changed(load):
    load("streets", TOWNSHIPS, TOWNSHIP)
    renamed = load("again", TOWNSHIPS, TOWNSHIP | {"name": "彩虹街道"})
    assert faults(renamed) == [(2, "code", "known_otherwise")]
    assert "530602777 is known as 彩虹镇" in renamed.rejects[0].message
    earlier = LoadOptions(published_on=date(2020, 6, 30))
    assert faults(load("earlier", TOWNSHIPS, TOWNSHIP, options=earlier)) == [
        (2, "code", "known_otherwise")
    ]
