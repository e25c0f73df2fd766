import pytest
from sqlalchemy import text

from minzheng.database import connect, roles
from minzheng.loaders.resolve.nearest import nearest
from minzheng.outputs.queries import Query, QueryError, resolve, snapshot
from minzheng.outputs.queries.named_codes import codes_of
from minzheng.outputs.queries.program_tree import with_descendants

pytestmark = pytest.mark.once


@pytest.fixture
def resolved(bundled):
    """The values of a query of the bundled content, with codes in place of names."""

    def of(relation, **values):
        with snapshot(bundled.engine) as connection:
            return resolve(connection, Query(relation, values)).values

    return of


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("530100", "530100"),
        ("昆明市", "530100"),
        ("昆明", "530100"),
        (" 昆明市 ", "530100"),
        ("Kunming City", "530100"),
        ("kunming city", "530100"),
        ("楚雄州", "532300"),
        ("内蒙古", "150000"),
        ("泸水县", "533301"),
        ("533321", "533301"),
        ("全国", "000000"),
    ],
)
def test_an_area_is_found_by_code_by_name_by_short_name_and_by_what_it_was_once(
    resolved, name, code
):
    assert resolved("value", area_code=name) == {"area_code": code}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("dibao_standard", {"indicator_code": "dibao_standard"}),
        ("最低生活保障标准", {"indicator_code": "dibao_standard"}),
        ("低保标准", {"indicator_code": "dibao_standard"}),
        (
            "农村低保标准",
            {"indicator_code": "dibao_standard", "breakdown": "residence=rural"},
        ),
    ],
)
def test_an_indicator_is_found_by_its_name_and_by_labels_of_tables(resolved, name, found):
    assert resolved("value", indicator_code=name) == found


def test_programmes_sources_units_and_breakdowns_have_names_too(resolved, bundled):
    title, code = bundled.execute(
        text("select title, source_code from mart.source order by source_code limit 1")
    ).one()
    names = {"source_code": title, "unit": "元/(人·年)", "breakdown": "农村"}
    assert resolved("value", **names) == {
        "source_code": code,
        "unit": "CNY/person/year",
        "breakdown": "residence=rural",
    }
    with snapshot(bundled.engine) as connection:
        low = with_descendants(connection, ["低保"])
        assert low == with_descendants(connection, ["最低生活保障"])
        assert low == with_descendants(connection, ["minimum_living_guarantee"])


def test_a_name_that_may_be_several_is_refused_with_its_candidates(resolved):
    with pytest.raises(QueryError, match=r"城关区 may be .*620102 \(城关区, 甘肃省 兰州市\)"):
        resolved("value", area_code="城关区")


@pytest.mark.parametrize(
    ("relation", "values", "message"),
    [
        ("value", {"indicator_code": "dibao_standrd"}, "Did you mean dibao_standard "),
        ("value", {"indicator_code": "最低生活保障标准线"}, "Did you mean dibao_standard "),
        ("value", {"area_code": ["530100", "昆名市"]}, "no area 昆名市. Did .* 530100 .昆明市"),
        ("value", {"area_code": "999999"}, "no area 999999. See mart.area"),
        ("value", {"kind": ["standard", "standrd"]}, "kind = standrd. Did you mean standard"),
        ("value", {"breakdown": "residence=ruarl"}, "Did you mean residence=rural "),
        ("value", {"value": "many"}, "value of mart.value is numeric, not many"),
        ("value", {"period_end": "someday"}, "period_end of mart.value is date, not someday"),
        ("value", {"area_name": "昆明"}, "no row with area_name = 昆明. Did you mean 昆明市"),
        ("metric_value", {"metric_code": "elderly_share"}, "Did you mean elderly_share_60"),
        ("completeness", {"indicator_code": "农村低保标准"}, "has no breakdowns"),
        ("value", {"indicator_code": ["农村低保标准", "dibao_persons"]}, "give their codes"),
        ("value", {"indicator_code": "农村低保标准", "breakdown": "total"}, "give their codes"),
        ("area_at", {"area_code": "530100"}, r"mart.area_at is a function: .*area_at\(day date\)"),
    ],
)
def test_what_the_database_does_not_have_is_an_error_with_the_nearest_names(
    resolved, relation, values, message
):
    with pytest.raises(QueryError, match=message):
        resolved(relation, **values)


def test_values_of_closed_lists_and_of_open_ones_stay_as_they_are(resolved):
    values = {"status": "Q", "value": "5352", "period_end": "2022-12-31", "in_conflict": True}
    assert resolved("value", **values) == values
    some = {"published_on": None, "published_precision": ["day", None]}
    assert resolved("source", **some) == some


def test_a_code_that_a_column_has_beside_the_list_is_found(bundled, resolved):
    beside = text("select unit from mart.alert where unit not in (select unit from mart.unit)")
    unit = bundled.execute(beside).scalars().first()
    assert resolved("alert", unit=unit) == {"unit": unit}


def test_a_role_that_reads_mart_alone_finds_names_too(loaded_engine):
    name = f"reader_of_{loaded_engine.url.database}"
    with loaded_engine.begin() as connection:
        roles.grant(connection, name, "secret")
    reader = connect(loaded_engine.url.set(username=name, password="secret"))
    try:
        with snapshot(reader) as connection:
            assert codes_of(connection, "area", ["昆明", "泸水县"]) == ["530100", "533301"]
            assert codes_of(connection, "indicator", ["最低生活保障标准"]) == ["dibao_standard"]
            with pytest.raises(QueryError, match="no indicator 农村低保标准"):
                codes_of(connection, "indicator", ["农村低保标准"])
    finally:
        reader.dispose()
        with loaded_engine.begin() as connection:
            connection.execute(text(f'drop owned by "{name}"'))
            connection.execute(text(f'drop role "{name}"'))


def test_the_nearest_are_the_most_alike_and_none_is_far_off():
    entries = [("dibao_standard", "低保标准"), ("dibao_persons", "低保人数"), ("births", "出生")]
    assert nearest("dibao_standrd", entries)[0] == entries[0]
    assert nearest("人数", entries) == [entries[1]]
    assert nearest("Zürich", entries) == []
