"""How fast queries of mart are, compared with DuckDB on Parquet files of the same figures."""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from loading import new_server
from sqlalchemy import Connection, text

from minzheng import database
from minzheng.database import kept
from minzheng.loaders import run

YEARS = 11
AREA, METRIC, INDICATOR = "900007", "dibao_household_size_urban", "population"
# Every indicator and breakdown that metrics use, for each county and year.
FILL = """
    set local session_replication_role = replica;
    insert into core.admin_unit (key, kind)
    select (900000 + n)::text, 'unit' from generate_series(0, {counties} - 1) as n;
    insert into core.admin_unit_version (
        admin_unit_id, code, name, name_en, level, valid, precision, parent_id
    )
    select
        admin_unit_id, key, key, key, 'county', '[1949-10-01,)', 'day',
        (select admin_unit_id from calc.area_label where area_code = '530600')
    from core.admin_unit where key between '900000' and (900000 + {counties} - 1)::text;
    insert into core.source (code, title, kind, language) values ('figures', 'x', 'table', 'zh');
    insert into core.observation (
        source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis,
        value, low, high, qualifier, status, unit_code, printed, locator, accepted, load_file_id
    )
    select
        source.source_id, indicator.indicator_id, county.admin_unit_id, cell.breakdown_id,
        case indicator.kind
            when 'flow' then make_date(year, 1, 1)
            when 'standard' then make_date(year, 7, 1)
            else make_date(year, 12, 31)
        end,
        case indicator.kind when 'standard' then make_date(year, 7, 1)
            else make_date(year, 12, 31) end,
        case indicator.kind when 'flow' then 'during' when 'standard' then 'effective'
            else 'point' end,
        number, number, number, 'exact', 'A', indicator.unit_code, number::text, 'row=1', true,
        (select min(load_file_id) from ops.load_file)
    from (
        select numerator_indicator_id as indicator_id, numerator_breakdown_id as breakdown_id
        from core.metric
        union select denominator_indicator_id, denominator_breakdown_id from core.metric
        union select indicator_id, (select breakdown_id from core.breakdown where key = 'total')
        from core.indicator
    ) as cell
    inner join core.indicator using (indicator_id)
    inner join core.source on source.code = 'figures'
    cross join (
        select admin_unit_id from core.admin_unit
        where key between '900000' and (900000 + {counties} - 1)::text
    ) as county
    cross join generate_series(2025 - {years}, 2024) as year
    cross join lateral (
        select (1000 + (hashint8(
            indicator.indicator_id::bigint * 1000003 + county.admin_unit_id * 31 + year
            + cell.breakdown_id * 7
        )::bigint & 65535))::numeric as number
    ) as drawn
    order by 2, 3, 4, 5
"""
FIGURES = """
    select
        indicator_code, area_code, breakdown, kind, period_start, period_end, basis, unit,
        value, calc_low, calc_high
    from mart.value order by indicator_code, area_code, breakdown, period_end
"""
METRICS = """
    select
        metric.code, metric.kind, metric.factor * metric.denominator_factor as factor,
        numerator.code as numerator, denominator.code as denominator,
        above.key as numerator_breakdown, below.key as denominator_breakdown
    from core.metric
    inner join core.indicator as numerator on numerator.indicator_id = numerator_indicator_id
    inner join core.indicator as denominator on denominator.indicator_id = denominator_indicator_id
    inner join core.breakdown as above on above.breakdown_id = numerator_breakdown_id
    inner join core.breakdown as below on below.breakdown_id = denominator_breakdown_id
    where alignment <> 'average_of_year_ends' and denominator_area = 'same'
"""
RATIOS = """
    select
        metrics.code as metric_code, n.area_code, n.period_end,
        factor * n.value / nullif(d.value, 0) as value,
        factor * n.calc_low / nullif(d.calc_high, 0) as low,
        factor * n.calc_high / nullif(d.calc_low, 0) as high
    from figures as n
    inner join metrics on metrics.numerator = n.indicator_code
        and metrics.numerator_breakdown = n.breakdown
    asof inner join figures as d
        on d.indicator_code = metrics.denominator and d.breakdown = metrics.denominator_breakdown
        and d.area_code = n.area_code and d.period_end <= n.period_end
"""
GROWTH = """
    select *, 100 * (value / lag(value) over series - 1) as growth_pct,
        100 * (calc_low / lag(calc_high) over series - 1) as low,
        100 * (calc_high / lag(calc_low) over series - 1) as high
    from figures
    window series as (partition by indicator_code, area_code, breakdown order by period_end)
"""
FIGURE = "select indicator_code, breakdown, period_end, value, calc_low, calc_high"
RATIO = "select metric_code, area_code, period_end, value, low, high"
CHANGE = "select indicator_code, area_code, breakdown, period_end, value, growth_pct"
# The queries: of the database, and of DuckDB.
QUESTIONS = {
    "the figures of an area": (
        f"{FIGURE} from mart.value where area_code = '{AREA}'",
        f"{FIGURE} from figures where area_code = '{AREA}'",
    ),
    "the metrics of an area": (
        f"{RATIO} from mart.metric_value where area_code = '{AREA}'",
        f"{RATIO} from ({RATIOS} where n.area_code = '{AREA}')",
    ),
    "the growth of an area": (
        f"{CHANGE} from mart.growth where area_code = '{AREA}' and is_consecutive",
        f"{CHANGE} from ({GROWTH}) where area_code = '{AREA}'",
    ),
    "a metric over all areas": (
        f"{RATIO} from mart.metric_value where metric_code = '{METRIC}'",
        f"{RATIO} from ({RATIOS} where metrics.code = '{METRIC}')",
    ),
    "a growth over all areas": (
        f"{CHANGE} from mart.growth where indicator_code = '{INDICATOR}' and is_consecutive",
        f"{CHANGE} from ({GROWTH}) where indicator_code = '{INDICATOR}'",
    ),
    "all metrics, mean by metric": (
        "select metric_code, avg(value), count(*) from mart.metric_value group by 1",
        f"select metric_code, avg(value), count(*) from ({RATIOS}) group by 1",
    ),
    "all growth, mean by indicator": (
        """select indicator_code, avg(growth_pct), count(*) from mart.growth
           where is_consecutive group by 1""",
        f"select indicator_code, avg(growth_pct), count(*) from ({GROWTH}) group by 1",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, nargs="+", default=[250, 2500])
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds; medians count")
    options = parser.parse_args()
    for counties in options.counties:
        with new_server() as server, tempfile.TemporaryDirectory() as folder:
            engine = database.connect(server.url.set(password=server.password(), query={}))
            with engine.begin() as connection:
                database.upgrade(connection)
            list(run.load(engine, run.bundled()))
            with engine.begin() as connection:
                fill = FILL.format(counties=counties, years=YEARS)
                connection.connection.cursor().execute(fill)
                kept.refresh_all(connection)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("vacuum analyze"))
                measure(connection, Path(folder), options.rounds)
            engine.dispose()


def measure(connection: Connection, folder: Path, rounds: int) -> None:
    import duckdb

    export(connection, FIGURES, folder / "figures.csv")
    export(connection, METRICS, folder / "metrics.csv")
    duck = duckdb.connect()
    for name in ("figures", "metrics"):
        file = folder / name
        duck.execute(f"copy (from read_csv('{file}.csv')) to '{file}.parquet'")
        duck.execute(f"create view {name} as from read_parquet('{file}.parquet')")
    askers: dict[str, Callable[[str], int]] = {
        "mart": lambda query: len(connection.connection.cursor().execute(query).fetchall()),
        "duckdb": lambda query: len(duck.execute(query).fetchall()),
    }
    (figures,) = duck.execute("select count(*) from figures").fetchone() or (0,)
    print(f"{figures:,} figures, p50 of {rounds} rounds in ms", flush=True)
    for question, queries in QUESTIONS.items():
        times: dict[str, list[float]] = {name: [] for name in askers}
        rows: dict[str, int] = {}
        for _ in range(rounds):
            for (name, ask), query in zip(askers.items(), queries, strict=True):
                started = time.monotonic()
                rows[name] = ask(query)
                times[name].append(1000 * (time.monotonic() - started))
        mart, peer = (sorted(times[name])[rounds // 2] for name in askers)
        print(
            f"  {question:30} mart {mart:9.1f} ({rows['mart']:,} rows)"
            f"   duckdb {peer:8.1f} ({rows['duckdb']:,} rows)   ratio {mart / peer:6.2f}",
            flush=True,
        )


def export(connection: Connection, query: str, path: Path) -> None:
    cursor = connection.connection.cursor()
    with (
        cursor.copy(f"copy ({query}) to stdout (format csv, header)") as copy,
        path.open("wb") as file,
    ):
        for block in copy:
            file.write(block)


if __name__ == "__main__":
    main()
