"""How many rows a query reads for those that it gives."""

import json

from sqlalchemy import text

# Tables with fewer rows are read whole at no cost: areas, indicators, metrics.
SMALL = 5000
LARGE = """
    select relname
    from pg_class
    where
        relnamespace in (cast('core' as regnamespace), cast('calc' as regnamespace))
        and relkind = 'r'
        and reltuples > :small
"""
EXPLAIN = "explain (analyze, timing off, buffers off, format json) "


def large_tables(connection):
    """The names of the tables that no query should read the most of."""
    return set(connection.execute(text(LARGE), {"small": SMALL}).scalars())


def rows_read(connection, query, tables, **values):
    """How many rows a query gives, and how many it reads of these tables."""
    found = connection.execute(text(EXPLAIN + query), values).scalar_one()
    (explained,) = json.loads(found) if isinstance(found, str) else found
    plan = explained["Plan"]
    return plan["Actual Rows"], sum(read_by(node) for node in nodes(plan) if is_of(node, tables))


def nodes(plan):
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def is_of(node, tables):
    return node.get("Relation Name") in tables


def read_by(node):
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return (node["Actual Rows"] + removed) * node["Actual Loops"]
