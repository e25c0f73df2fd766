import pytest
from support import made_files
from support.databases import query
from support.loading import SOURCE, know_tables, load

from minzheng.loaders import formats
from minzheng.loaders.kinds.mapping import draft
from minzheng.loaders.options import LoadOptions

pytestmark = pytest.mark.once

ROWS = [
    ["1-6 各地区人口", None, None],
    ["地区", "男(万人)", "女(万人)"],
    ["昭通市", "260.5", "248.7"],
    ["临沧市", "117.2", "…"],
]
WHERE_TEXTS_SAY_IT = """
first_row = 2
indicator = { column = 1 }
area = { column = 2 }
period = { column = 3 }
unit = { column = 4 }
figures = [{ column = 5 }]
[labels]
"乡村人口" = { indicator = "population", breakdown = "residence=rural" }
"""
MAPPING = """
first_row = 3
area = { column = 1 }
period = { value = "2020" }

[[figures]]
column = 2
indicator = "population"
breakdown = "sex=male"
carried = "万"

[[figures]]
column = 3
indicator = "population"
breakdown = "sex=female"
carried = "万"
"""


FIGURES = """
    select area_name, breakdown, value, period_end::text, basis from mart.reported
    where source_code = 'some-county-2022' order by observation_id
"""


@pytest.fixture
def map_table(reference_engine, tmp_path):
    """Loads the table with a mapping, as of a yearbook: the result, and the figures."""
    know_tables(reference_engine, tmp_path, SOURCE, kind="yearbook")
    made_files.xlsx(tmp_path, ROWS)

    def mapped(mapping):
        (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        options = LoadOptions(SOURCE, mapping=tmp_path / "mapping.toml")
        result = load(reference_engine, tmp_path / "table.xlsx", options)
        return result, query(reference_engine, FIGURES)

    return mapped


def test_a_mapping_says_what_the_columns_hold(map_table):
    result, figures = map_table(MAPPING)
    assert (result.outcome, [reject.reason for reject in result.rejects]) == ("loaded", ["marker"])
    assert sorted(figures) == [
        ("临沧市", "sex=male", 1172000, "2020-12-31", "point"),
        ("昭通市", "sex=female", 2487000, "2020-12-31", "point"),
        ("昭通市", "sex=male", 2605000, "2020-12-31", "point"),
    ]


def test_everything_wrong_with_a_mapping_is_said_at_once(map_table):
    result, figures = map_table('area = 1\ncolour = "red"\n[[figures]]\ncolumn = 2\n')
    (reject,) = result.rejects
    for words in ("colour is not one of", "first_row must be", "area must be", "indicator must be"):
        assert words in reject.message
    assert figures == []


def test_a_long_table_has_everything_in_columns(map_table, tmp_path):
    made_files.xlsx(
        tmp_path,
        [
            ["指标", "地区", "年份", "单位", "数值"],
            ["乡村人口", "昭通市", "2017", "万人", "360.1"],
            ["volunteers", "昭通市", "2018", "人", "1200"],
            ["灯笼", "昭通市", "2018", "人", "7"],
            ["volunteers", "昭通市", "2018", "元", "7"],
        ],
    )
    result, figures = map_table(WHERE_TEXTS_SAY_IT)
    assert [reject.reason for reject in result.rejects] == ["unknown_label", "unknown_unit"]
    assert figures == []
    made_files.xlsx(
        tmp_path,
        [["指标", "地区", "年份", "单位", "数值"], ["乡村人口", "昭通市", "2017", "万人", "360.1"]],
    )
    result, figures = map_table(WHERE_TEXTS_SAY_IT)
    assert figures == [("昭通市", "residence=rural", 3601000, "2017-12-31", "point")]


def test_a_cross_table_has_areas_and_periods_in_header_rows(map_table, tmp_path):
    made_files.xlsx(
        tmp_path,
        [
            ["", "昭通市", "昭通市", "临沧市"],
            ["", "2017年", "2018年", "2018年"],
            ["志愿者", "10", "20", "30"],
        ],
    )
    _result, figures = map_table("""
        first_row = 3
        area = { row = 1 }
        period = { row = 2 }
        indicator = { column = 1 }
        figures = [{ columns = [2, 3, 4] }]
        labels = { "志愿者" = { indicator = "volunteers" } }
    """)
    assert sorted(figures) == [
        ("临沧市", "total", 30, "2018-12-31", "point"),
        ("昭通市", "total", 10, "2017-12-31", "point"),
        ("昭通市", "total", 20, "2018-12-31", "point"),
    ]


def test_a_draft_loads_once_a_person_has_said_the_rest(map_table, tmp_path, reference_engine):
    made_files.xlsx(
        tmp_path,
        [
            ["2017年12月志愿服务", "", ""],
            ["地区", "人数(人)", "灯笼"],
            ["昭通市", "10", "3"],
            ["临沧市", "20", "…"],
        ],
    )
    (sheet,) = formats.read(tmp_path / "table.xlsx")
    with reference_engine.connect() as connection:
        drafted = draft.draft(connection, sheet)
    result, figures = map_table(drafted)
    (reject,) = result.rejects
    assert 'figures 1: indicator is still "?": say what it is' in reject.message
    assert figures == []
    result, figures = map_table(
        drafted.replace('"?"', '"volunteers"', 1).replace('"?"', '"volunteer_teams"')
    )
    assert [reject.reason for reject in result.rejects] == ["marker"]
    assert sorted(figures) == [
        ("临沧市", "total", 20, "2017-12-31", "point"),
        ("昭通市", "total", 3, "2017-12-31", "point"),
        ("昭通市", "total", 10, "2017-12-31", "point"),
    ]


def test_a_draft_of_years_side_by_side_asks_what_the_labels_mean(
    map_table, tmp_path, reference_engine
):
    made_files.xlsx(
        tmp_path, [["", "2017年", "2018年"], ["志愿者(人)", "10", "20"], ["灯笼", "3", "4"]]
    )
    (sheet,) = formats.read(tmp_path / "table.xlsx")
    with reference_engine.connect() as connection:
        drafted = draft.draft(connection, sheet)
    assert "period = { row = 1 }" in drafted
    filled = drafted.replace('area = "?"', 'area = "昭通市"')
    (reject,) = map_table(filled)[0].rejects
    assert 'labels: 志愿者(人) is still "?"' in reject.message
    filled = filled.replace('"?"', '"volunteers"', 1).replace('"?"', '"volunteer_teams"')
    _result, figures = map_table(filled)
    assert sorted((value, day) for _area, _breakdown, value, day, _basis in figures) == [
        (3, "2017-12-31"),
        (4, "2018-12-31"),
        (10, "2017-12-31"),
        (20, "2018-12-31"),
    ]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(map_table):
    result, _figures = map_table('sheet = "人口"\n' + MAPPING)
    assert "there is no sheet 人口, only Sheet" in result.rejects[0].message
