"""What tools of others read of mart, as the role that reads."""

import pytest
from sqlalchemy import text
from support.readers import answer

pytestmark = pytest.mark.readers

SERIES = "area_code = '530600' and indicator_code = 'dibao_standard'"

POLARS = """
import json, sys
import polars

query = "select area_name, year, value, source_count, period_end from mart.{relation} where {where}"
table = polars.read_database_uri(
    query.format(relation="observation_wide", where=sys.argv[2]), sys.argv[1], engine="adbc"
)
exact = polars.read_database_uri(
    "select value from mart.value where " + sys.argv[2], sys.argv[1], engine="adbc"
)
print(json.dumps([
    sorted(table["value"].to_list()), [str(kind) for kind in table.dtypes], str(exact.dtypes[0])
]))
"""

IBIS = """
import json, sys
import ibis
from ibis import _

table = ibis.connect(sys.argv[1]).table("observation_wide", database="mart")
one = table.filter(_.area_code == "530600", _.indicator_code == "dibao_standard")
print(json.dumps([
    sorted(one.value.execute().tolist()),
    [str(table.schema()[name]) for name in ("value", "year", "source_count", "period_end")],
]))
"""

DUCKDB = """
import json, sys
from pathlib import Path
import duckdb, duckdb_extension_postgres_scanner as package

(file,) = Path(package.__file__).parent.rglob("postgres_scanner.duckdb_extension")
connection = duckdb.connect()
connection.execute(f"load '{file}'")
connection.execute(f"attach '{sys.argv[1]}' as minzheng (type postgres, read_only, schema 'mart')")
rows = connection.sql("select value from minzheng.mart.observation_wide where " + sys.argv[2])
names = "value, year, source_count, period_end"
kinds = connection.sql(f"describe select {names} from minzheng.mart.observation_wide").fetchall()
print(json.dumps([sorted(value for (value,) in rows.fetchall()), [row[1] for row in kinds]]))
"""


@pytest.fixture
def standards(bundled):
    query = f"select value::float8 from mart.value where {SERIES} order by 1"
    values = bundled.execute(text(query)).scalars().all()
    assert len(values) > 3
    return values


def url(address):
    return address.render_as_string(hide_password=False)


def test_polars_reads_figures_as_numbers_from_the_wide_relations_alone(reader, standards):
    read, kinds, exact = answer(POLARS, url(reader), SERIES)
    assert read == standards
    assert kinds == ["String", "Int32", "Float64", "Int32", "Date"]
    assert "String" in exact


def test_ibis_reads_the_relations_with_their_types(reader, standards):
    read, kinds = answer(IBIS, url(reader))
    assert read == standards
    assert kinds == ["float64", "int32", "int32", "date"]


def test_duckdb_reads_the_relations_by_its_extension(reader, standards):
    read, kinds = answer(DUCKDB, url(reader), SERIES)
    assert read == standards
    assert kinds == ["DOUBLE", "INTEGER", "INTEGER", "DATE"]
