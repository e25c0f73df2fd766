"""Queries by area and by code read what they give, not all that there is."""

import pytest
from sqlalchemy import text
from support import plans
from support.databases import new_database, template

from minzheng.bench import nation
from minzheng.loaders import run

# What a query may read for each row that it gives, and besides.
ROWS_FOR_ONE = 10
ROWS_BESIDES = 2000
FIGURES = 30_000
YEARS = 3
# Columns by which people filter: what is in them is a code of few rows.
CODES = ("area_code", "indicator_code", "metric_code", "rule_code", "alert_code", "analysis_code")
FILTERED = """
    select
        cast(cast(attrelid as regclass) as text) as relation,
        attname as code
    from pg_attribute
    inner join pg_class on pg_class.oid = pg_attribute.attrelid
    where
        relnamespace = cast('mart' as regnamespace)
        and relkind = 'v'
        and attname = any(:codes)
    order by 1, 2
"""


@pytest.fixture(scope="module")
def connection(server_url, reference_template, tmp_path_factory):
    """A connection to invented figures of two provinces, loaded from the files of yearbooks."""

    def make(engine):
        folder = tmp_path_factory.mktemp("nation")
        files = nation.write_nation(folder, FIGURES, YEARS)
        rejects = [reject for result in run.load(engine, files) for reject in result.rejects]
        assert rejects == []

    name = template(server_url, "nation", make, reference_template)
    with new_database(server_url, name) as engine, engine.connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def large(connection):
    return plans.large_tables(connection)


def a_code(connection, relation, column):
    """The code of a middling number of rows."""
    counted = f"select {column} from mart.{relation} where {column} is not null group by 1"
    middling = f"{counted} order by count(*), 1 offset (select count(*) / 2 from ({counted}) as n)"
    return connection.execute(text(f"{middling} limit 1")).scalar_one_or_none()


def test_the_large_tables_are_those_of_figures_and_answers(large):
    assert {"observation", "series", "metric_value", "rule_result"} <= large
    assert not {"indicator", "area_location", "metric"} & large


def test_a_relation_filtered_by_an_area_or_a_code_reads_little_more_than_it_gives(
    connection, large
):
    filtered = connection.execute(text(FILTERED), {"codes": list(CODES)}).all()
    assert len(filtered) > 30
    too_much = []
    for relation, column in filtered:
        relation = relation.removeprefix("mart.")
        code = a_code(connection, relation, column)
        query = f"select * from mart.{relation} where {column} = :code"
        given, read = plans.rows_read(connection, query, large, code=code)
        if read > ROWS_FOR_ONE * given + ROWS_BESIDES:
            too_much.append((relation, column, code, given, read))
    assert too_much == []


def test_a_condition_that_reaches_no_index_is_seen_to_read_all(connection, large):
    query = "select * from mart.value where lower(area_code) = '110101'"
    given, read = plans.rows_read(connection, query, large)
    assert given > 0
    assert read > ROWS_FOR_ONE * given + ROWS_BESIDES
