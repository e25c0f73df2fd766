"""A union with ``select *`` takes the columns of its parts by their place, whatever their names."""

import re
from pathlib import Path

from sqlalchemy import text

from minzheng import views

PART = re.compile(r"select \* from (calc\.\w+)")
COLUMNS = """
    select array_agg(attname::text order by attnum) from pg_attribute
    where attrelid = cast(:relation as regclass) and attnum > 0
"""


def unions():
    for path in sorted(Path(views.__path__[0]).glob("*/*/*.sql")):
        for step in path.read_text("utf-8").split("\n)"):
            if len(parts := PART.findall(step)) > 1:
                yield parts


def test_the_parts_of_a_union_have_the_same_columns_in_the_same_order(connection):
    found = list(unions())
    assert len(found) >= 3
    for parts in found:
        columns = [
            connection.execute(text(COLUMNS), {"relation": part}).scalar_one() for part in parts
        ]
        assert all(part == columns[0] for part in columns), parts
