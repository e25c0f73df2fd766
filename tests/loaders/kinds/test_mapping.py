import pytest
from support import made_files
from support.databases import query
from support.loading import SOURCE, know_tables, load

from minzheng.loaders.formats.file_formats import read
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
    (sheet,) = read(tmp_path / "table.xlsx")
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
    (sheet,) = read(tmp_path / "table.xlsx")
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


def drafted_for(engine, tmp_path, rows, merged=()):
    (sheet,) = read(made_files.xlsx(tmp_path, rows, merged))
    with engine.connect() as connection:
        return draft.draft(connection, sheet)


def test_a_draft_takes_merged_heads_of_two_rows_together(map_table, tmp_path, reference_engine):
    rows = [
        ["2021年末昭通市社会救助情况", "", "", "", ""],
        ["", "", "", "", "单位:人、户"],
        ["地区", "城市低保", "", "农村低保", ""],
        ["", "人数(人)", "户数(户)", "人数(人)", "户数(户)"],
        ["昭阳区", "10", "4", "20", "8"],
        ["鲁甸县", "11", "5", "21", "9"],
    ]
    merged = ["A1:E1", "A3:A4", "B3:C3", "D3:E3"]
    drafted = drafted_for(reference_engine, tmp_path, rows, merged)
    assert "?" not in drafted
    assert "# 城市低保 | 人数(人)" in drafted
    result, figures = map_table(drafted)
    assert not result.rejects
    assert sorted(figures)[:2] == [
        ("昭阳区", "residence=rural", 8, "2021-12-31", "point"),
        ("昭阳区", "residence=rural", 20, "2021-12-31", "point"),
    ]
    assert len(figures) == 8


def test_a_draft_of_years_over_indicators(map_table, tmp_path, reference_engine):
    rows = [
        ["昭通市城市低保", "", "", "", ""],
        ["地区", "2020年", "", "2021年", ""],
        ["", "人数", "户数", "人数", "户数"],
        ["", "人", "户", "人", "户"],
        ["昭阳区", "10", "4", "20", "8"],
    ]
    drafted = drafted_for(reference_engine, tmp_path, rows, ["A1:E1", "B2:C2", "D2:E2"])
    assert "period = { row = 2 }" in drafted
    result, figures = map_table(drafted)
    assert not result.rejects
    assert sorted(figure[2:4] for figure in figures) == [
        (4, "2020-12-31"),
        (8, "2021-12-31"),
        (10, "2020-12-31"),
        (20, "2021-12-31"),
    ]


def test_a_draft_of_areas_over_indicators(map_table, tmp_path, reference_engine):
    rows = [
        ["", "昭通市", "", "临沧市", ""],
        ["", "城市低保人数(人)", "城市低保户数(户)", "城市低保人数(人)", "城市低保户数(户)"],
        ["2020年", "10", "4", "20", "8"],
        ["2021年", "11", "5", "21", "9"],
    ]
    drafted = drafted_for(reference_engine, tmp_path, rows, ["B1:C1", "D1:E1"])
    assert "area = { row = 1 }" in drafted
    assert "period = { column = 1 }" in drafted
    result, figures = map_table(drafted)
    assert not result.rejects
    assert len(figures) == 8


def test_a_draft_of_a_word_that_contradicts_asks(tmp_path, reference_engine):
    rows = [["", "城市低保"], ["", "农村低保人数(人)"], ["昭通市", "10"], ["临沧市", "11"]]
    assert 'indicator = "?"' in drafted_for(reference_engine, tmp_path, rows)


WHOLE_TABLE = [
    ["昭通市2020年人口", None, None],
    ["地区", "男(万人)", "女(万人)"],
    ["昭阳区", "26.5", "24.7"],
    ["小计", "1.0", "2.0"],
    ["全市", "260.5", "248.7"],
    ["注", "1", "2"],
]


@pytest.mark.parametrize("skipped", ["[4, 6]", '["小计", "注"]', '["小计", 6]'])
def test_rows_are_skipped_and_the_whole_is_the_place_of_the_title(map_table, tmp_path, skipped):
    made_files.xlsx(tmp_path, WHOLE_TABLE)
    result, figures = map_table(f"skip_rows = {skipped}\n{MAPPING}")
    assert not result.rejects
    assert sorted(figures)[:2] == [
        ("昭通市", "sex=female", 2487000, "2020-12-31", "point"),
        ("昭通市", "sex=male", 2605000, "2020-12-31", "point"),
    ]


@pytest.mark.parametrize(
    ("skipped", "words"),
    [
        ("[4, 7]", "skip_rows: 7 is not among rows 3 to 6 of the table"),
        ('["总计"]', "skip_rows: 总计 is not among rows 3 to 6 of the table"),
        ("4", "skip_rows must be a list of numbers from 1 and texts"),
        ("[0]", "skip_rows must be a list of numbers from 1 and texts"),
        ('[""]', "skip_rows must be a list of numbers from 1 and texts"),
    ],
)
def test_rows_to_skip_that_are_not_there_are_told(map_table, tmp_path, skipped, words):
    made_files.xlsx(tmp_path, WHOLE_TABLE)
    result, figures = map_table(f"skip_rows = {skipped}\n{MAPPING}")
    assert words in result.rejects[0].message
    assert figures == []


@pytest.mark.parametrize(
    ("title", "printed", "reason"),
    [
        ("昭通市2020年人口", "全省", "other_area"),
        ("2020年人口", "全市", "no_area"),
        ("昭通市2020年人口", "全灯", "unknown_area"),
    ],
)
def test_a_whole_that_is_not_that_of_the_title_is_refused(
    map_table, tmp_path, title, printed, reason
):
    made_files.xlsx(tmp_path, [[title, None, None], WHOLE_TABLE[1], [printed, "1", "…"]])
    result, figures = map_table(MAPPING)
    assert result.rejects[0].reason == reason
    assert figures == []
