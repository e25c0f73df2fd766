"""How fast minzheng.frame reads a million rows, by ADBC and psycopg, and pandas.read_sql."""

import argparse
import time
from collections.abc import Callable
from unittest.mock import patch

import pandas
from answering import FILL, YEARS
from loading import new_server
from sqlalchemy import text

import minzheng
from minzheng import database
from minzheng.loaders import run
from minzheng.outputs.frames import arrow_table

# With the labels of mart, and without the joins for them.
QUERIES = {
    "mart.value, 27 columns": "select * from mart.value",
    "core.observation, 10 columns": """
        select observation_id, indicator_id, admin_unit_id, period_start, period_end, basis,
            value, low, high, accepted
        from core.observation
    """,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=280, help="3,575 rows each")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds; medians count")
    options = parser.parse_args()
    with new_server() as server:
        url = server.url.set(password=server.password(), query={})
        engine = database.connect(url)
        with engine.begin() as connection:
            database.upgrade(connection)
        list(run.load(engine, run.bundled()))
        with engine.begin() as connection:
            fill = FILL.format(counties=options.counties, years=YEARS)
            connection.connection.cursor().execute(fill)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze"))
        address = url.render_as_string(hide_password=False)
        ways: dict[str, Callable[[str], pandas.DataFrame]] = {
            "frame by ADBC": lambda query: minzheng.frame(query, database=address),
            "frame by psycopg": lambda query: by_psycopg(query, address),
            "pandas.read_sql": lambda query: pandas.read_sql(text(query), engine),
        }
        for name, query in QUERIES.items():
            measure(name, query, ways, options.rounds)
        engine.dispose()


def by_psycopg(query: str, address: str) -> pandas.DataFrame:
    with patch.object(arrow_table, "find_spec", return_value=None):
        return minzheng.frame(query, database=address)


def measure(
    name: str, query: str, ways: dict[str, Callable[[str], pandas.DataFrame]], rounds: int
) -> None:
    times: dict[str, list[float]] = {way: [] for way in ways}
    rows = {}
    for _ in range(rounds):
        for way, read in ways.items():
            started = time.monotonic()
            rows[way] = len(read(query))
            times[way].append(time.monotonic() - started)
    assert len(set(rows.values())) == 1
    print(f"{name}: {rows['pandas.read_sql']:,} rows, median of {rounds} rounds", flush=True)
    medians = {way: sorted(taken)[rounds // 2] for way, taken in times.items()}
    for way, median in medians.items():
        ratio = medians["pandas.read_sql"] / median
        print(f"  {way:18} {median:6.2f} s   {ratio:5.1f} times as fast", flush=True)


if __name__ == "__main__":
    main()
