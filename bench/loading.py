"""How fast tidy figures are loaded, compared with a raw COPY of keyed rows and with peers."""

import argparse
import csv
import random
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, text

from minzheng import database
from minzheng.database.embedded import Server
from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS

COUNTIES, YEARS = 3000, range(2014, 2025)
HEADER = ("indicator", "area", "breakdown", "period_start", "period_end", "printed")
COUNTIES_SQL = f"""
    insert into core.admin_unit (key, kind)
    select (900000 + n)::text, 'unit' from generate_series(0, {COUNTIES - 1}) as n;
    insert into core.admin_unit_version (
        admin_unit_id, code, name, name_en, level, valid, precision
    )
    select admin_unit_id, key, key, key, 'county', '[1949-10-01,)', 'day'
    from core.admin_unit where key between '900000' and '{900000 + COUNTIES - 1}';
    insert into core.source (code, title, kind, language) values ('figures', 'x', 'table', 'zh')
"""
COLUMNS = """
    source_id, indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis, value,
    low, high, qualifier, status, unit_code, printed, locator, accepted, load_file_id
"""


@contextmanager
def new_server() -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix="minzheng-bench-"))
    home.chmod(0o755)
    server = Server(home)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(home)


def generate(path: Path, rows: int, indicators: list[str], changed: float = 0) -> None:
    """Write tidy figures in the order of a yearbook; ``changed`` of them with another value."""
    base, change = random.Random(1), random.Random(2)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            series, year = divmod(number, len(YEARS))
            indicator, county = divmod(series, COUNTIES)
            value = base.randint(1000, 90000) + (change.random() < changed)
            day = f"{YEARS[year]}-12-31"
            area = 900000 + county
            writer.writerow((indicators[indicator], area, "total", day, day, value))


def seconds(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def load(engine: Engine, path: Path) -> None:
    (result,) = run.load(engine, [path])
    assert not result.rejects, result.rejects[:3]


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        # The figures of the run before are no history that somebody wants.
        connection.execute(text("alter table core.observation disable trigger observation_stays"))
        connection.execute(text("truncate core.observation cascade"))
        enable = "alter table core.observation enable always trigger observation_stays"
        connection.execute(text(enable))
        connection.execute(text("truncate ops.loaded_part"))
        connection.execute(text("delete from ops.load_file where name like '%figures.csv'"))


def raw_copy(engine: Engine, keyed: Path) -> None:
    """The lower limit: COPY of keyed rows into the indexed table, foreign keys not checked."""
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("set local session_replication_role = replica")
        statement = f"copy core.observation ({COLUMNS}) from stdin"
        with cursor.copy(statement) as copy, keyed.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)


def export(engine: Engine, keyed: Path) -> None:
    with engine.connect() as connection, keyed.open("wb") as file:
        cursor = connection.connection.cursor()
        statement = f"copy (select {COLUMNS} from core.observation order by 1, 2, 3, 5) to stdout"
        with cursor.copy(statement) as copy:
            for block in copy:
                file.write(block)


def pandas_to_sql(engine: Engine, path: Path) -> None:
    import pandas

    frame = pandas.read_csv(path)
    frame.to_sql("pandas_figures", engine, schema="public", if_exists="replace", index=False)


def dlt_merge(engine: Engine, path: Path) -> None:
    import dlt
    import pandas

    url = engine.url.set(drivername="postgresql", query={}).render_as_string(hide_password=False)
    pipeline = dlt.pipeline(
        "figures", destination=dlt.destinations.postgres(url), dataset_name="dlt_figures"
    )
    key = ["indicator", "area", "breakdown", "period_start", "period_end"]
    frame = pandas.read_csv(path)
    pipeline.run(frame, table_name="figures", write_disposition="merge", primary_key=key)


def pgloader(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("drop table if exists public.pgloader_figures"))
        columns = ", ".join(f"{name} text" for name in HEADER)
        connection.execute(text(f"create table public.pgloader_figures ({columns})"))
    url = engine.url.set(drivername="postgresql", query={}).render_as_string(hide_password=False)
    options = ["--type", "csv", "--with", "skip header = 1", "--with", "fields terminated by ','"]
    fields = ["--field", ",".join(HEADER)]
    target = f"{url}?tablename=public.pgloader_figures"
    subprocess.run(["pgloader", *options, *fields, str(path), target], check=True, stdout=-3)


PEERS = {"pandas to_sql": pandas_to_sql, "dlt merge": dlt_merge, "pgloader": pgloader}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds; medians count")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    with new_server() as server, tempfile.TemporaryDirectory() as folder:
        password = server.password()
        engine = database.connect(server.url.set(password=password, query={}))
        measure(engine, Path(folder), options)
        engine.dispose()


def measure(engine: Engine, folder: Path, options: argparse.Namespace) -> None:
    with engine.begin() as connection:
        database.upgrade(connection)
    list(run.load(engine, run.bundled()[: len(LISTS)]))
    with engine.begin() as connection:
        connection.connection.cursor().execute(COUNTIES_SQL)
        query = "select code from core.indicator where kind = 'stock' and high > 200000 order by 1"
        indicators = list(connection.execute(text(query)).scalars())
    rows = min(options.rows, len(indicators) * COUNTIES * len(YEARS))
    first, later = folder / "1" / "figures.csv", folder / "2" / "figures.csv"
    keyed = folder / "keyed.tsv"
    for path in (first, later):
        path.parent.mkdir()
    generate(first, rows, indicators)
    generate(later, rows, indicators, changed=0.01)
    load(engine, first)
    export(engine, keyed)
    works: dict[str, Callable[[], object]] = {
        "raw copy of keyed rows": lambda: raw_copy(engine, keyed),
        "first load": lambda: load(engine, first),
        "identical file": lambda: load(engine, first),
        "1 % changed": lambda: load(engine, later),
    }
    if options.peers:
        works |= {name: partial(peer, engine, first) for name, peer in PEERS.items()}
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(options.rounds):
        for name, work in works.items():
            if name in ("raw copy of keyed rows", "first load"):
                empty(engine)
            times[name].append(seconds(work))
    report(times, rows)


def report(times: dict[str, list[float]], rows: int) -> None:
    medians = {name: sorted(found)[len(found) // 2] for name, found in times.items()}
    floor = medians["raw copy of keyed rows"]
    print(f"{rows} rows, medians of {len(times['first load'])} rounds")
    for name, median in medians.items():
        print(f"  {name:24} {median:8.2f} s   ratio {median / floor:5.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory of this process   {memory:8.0f} MB (with the peers, theirs too)")


if __name__ == "__main__":
    main()
