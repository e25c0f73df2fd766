import openpyxl
import pytest
from ledgers import source, write
from sqlalchemy import text

from minzheng.loaders import run
from minzheng.loaders.given import Given
from minzheng.loaders.reference import SOURCES

ROWS = [
    ["1-6 各地区人口", None, None],
    ["地区", "男(万人)", "女(万人)"],
    ["昭通市", "260.5", "248.7"],
    ["临沧市", "117.2", "…"],
]
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


@pytest.fixture
def load(loaded_engine, tmp_path):
    """Loads the table with a mapping, as a new source."""
    table = source() | {"kind": "yearbook", "number_count": None}
    list(run.load(loaded_engine, [write(tmp_path / "sources.csv", SOURCES.header, [table])]))
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")

    def loading(mapping):
        (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        given = Given("some-county-2022", mapping=tmp_path / "mapping.toml")
        (result,) = run.load(loaded_engine, [tmp_path / "table.xlsx"], given)
        with loaded_engine.connect() as connection:
            figures = connection.execute(
                text("""
                    select area_name, breakdown, value, period_end::text, basis from mart.reported
                    where source_code = 'some-county-2022' order by observation_id
                """)
            ).all()
        return result, [tuple(figure) for figure in figures]

    return loading


def test_a_mapping_says_what_the_columns_hold(load):
    result, figures = load(MAPPING)
    assert (result.outcome, [reject.reason for reject in result.rejects]) == ("loaded", ["marker"])
    assert sorted(figures) == [
        ("临沧市", "sex=male", 1172000, "2020-12-31", "point"),
        ("昭通市", "sex=female", 2487000, "2020-12-31", "point"),
        ("昭通市", "sex=male", 2605000, "2020-12-31", "point"),
    ]


def test_everything_wrong_with_a_mapping_is_said_at_once(load):
    result, figures = load('area = 1\ncolour = "red"\n[[figures]]\ncolumn = 2\n')
    (reject,) = result.rejects
    for words in ("colour is none of", "first_row must be", "area must be", "indicator must be"):
        assert words in reject.message
    assert figures == []


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(load):
    result, _figures = load('sheet = "人口"\n' + MAPPING)
    assert "no sheet 人口; there are Sheet" in result.rejects[0].message
