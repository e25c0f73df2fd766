"""A nation through the ordinary loader: loading, later loads, questions, readers, commands.

One command runs it all at the sizes that are given and prints tables in Markdown. Where the machine
is not idle the processor time of the server is what compares; both are printed.
"""

import argparse
import csv
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from loading import COLUMNS, new_server
from nation import LAST_YEAR, write_nation
from sqlalchemy import Connection, Engine, text

from minzheng import database
from minzheng.database import roles
from minzheng.database.embedded import Server
from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS

FEW = 1000
READERS = 8
SECONDS_OF_READERS = 20
CODES = ("area_code", "indicator_code", "metric_code", "rule_code", "alert_code", "analysis_code")
RAW = """
    create table public.raw (like core.observation including defaults including indexes)
"""
FILTERED = """
    select
        relname,
        array_agg(attname::text order by attname) filter (where attname = any(:codes)) as codes,
        bool_or(attname = 'program_code') and bool_or(attname = 'period_end') as has_program
    from pg_class
    inner join pg_attribute on pg_attribute.attrelid = pg_class.oid
    where relnamespace = cast('mart' as regnamespace) and relkind = 'v'
    group by relname
    order by relname
"""
ROOM = """
    select
        sum(pg_total_relation_size(oid)) filter (where relname = 'observation') as figures,
        sum(pg_total_relation_size(oid)) filter (
            where relnamespace = cast('calc' as regnamespace)
        ) as answers
    from pg_class
    where
        relkind = 'r'
        and relnamespace in (cast('core' as regnamespace), cast('calc' as regnamespace))
"""
# What a dashboard asks of an area, and of an indicator over areas.
DASHBOARD = (
    "select * from mart.value where area_code = %s and period_end >= '2023-01-01'",
    "select * from mart.metric_value where area_code = %s and period_end >= '2023-01-01'",
    "select * from mart.growth where area_code = %s and period_end >= '2024-01-01'",
    "select * from mart.alert where area_code = %s",
    "select * from mart.ranking where area_code = %s",
    "select * from mart.completeness where area_code = %s and year >= 2023",
    "select * from mart.suspect where area_code = %s",
    "select * from mart.rule_check where area_code = %s and verdict = 'fails'",
)
WHOLE = {
    "growth, mean by indicator": (
        "select indicator_code, avg(growth_pct), count(*) from mart.growth group by 1",
        """select indicator_code, avg(growth), count(*) from (
            select indicator_code, 100 * (value / lag(value) over series - 1) as growth
            from figures
            window series as (
                partition by indicator_code, area_code, breakdown, basis order by period_end
            )
        ) group by 1""",
    ),
    "figures, sum by programme and year": (
        """select program_code, extract(year from period_end), sum(value), count(*)
        from mart.value group by 1, 2""",
        """select program_code, extract(year from period_end), sum(value), count(*)
        from figures group by 1, 2""",
    ),
}


@dataclass(frozen=True)
class Taken:
    """What something took: seconds, and seconds of the server's processor."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} ({self.processor:.2f})"


@contextmanager
def new_database(server: Server) -> Iterator[Engine]:
    """The database of the server, with the reference lists."""
    url = server.url.set(password=server.password(), query={})
    engine = database.connect(url)
    with engine.begin() as connection:
        database.upgrade(connection)
    list(run.load(engine, run.bundled()[: len(LISTS)]))
    yield engine
    engine.dispose()


def processor_time(server: Server) -> float:
    """Seconds of the processor that the processes of the server took: those that ended too."""
    postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(folder.name) == postmaster:
            total += sum(int(field) for field in fields[11:15])
        elif int(fields[1]) == postmaster:
            total += sum(int(field) for field in fields[11:13])
    return total / ticks


def take(server: Server, work: Callable[[], object]) -> Taken:
    before, started = processor_time(server), time.monotonic()
    work()
    return Taken(time.monotonic() - started, processor_time(server) - before)


def load(engine: Engine, files: list[Path]) -> None:
    rejects = [reject for result in run.load(engine, files) for reject in result.rejects]
    assert not rejects, rejects[:3]


def raw_copy(engine: Engine) -> None:
    """The lower limit: keyed rows into a table with the same indexes, no foreign keys."""
    with engine.connect() as reading, engine.begin() as writing:
        writing.execute(text(RAW))
        out, into = reading.connection.cursor(), writing.connection.cursor()
        names = f"{COLUMNS}, observation_id"
        with (
            out.copy(f"copy (select {names} from core.observation) to stdout") as source,
            into.copy(f"copy public.raw ({names}) from stdin") as target,
        ):
            for block in source:
                target.write(block)


def write_few(folder: Path, year_file: Path) -> tuple[Path, Path]:
    """A source that contests a thousand figures of the last year, and one of a new year."""
    with year_file.open(newline="") as file:
        rows = list(csv.DictReader(file))
    chance = random.Random(4)
    contested = [
        row | {"printed": str(round(float(row["printed"]) * 0.98))}
        for row in chance.sample([row for row in rows if float(row["printed"]) > 100], FEW)
    ]
    new = [
        row
        | {
            column: row[column].replace(str(LAST_YEAR), str(LAST_YEAR + 1))
            for column in ("period_start", "period_end")
        }
        for row in chance.sample(rows, FEW)
    ]
    files = []
    for name, chosen in (("contesting", contested), ("new", new)):
        files.append(folder / f"nation-{name}.csv")
        with files[-1].open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(chosen)
    return files[0], files[1]


def add_sources(sources: Path) -> None:
    with sources.open("a", newline="") as file:
        writer = csv.writer(file)
        for name in ("contesting", "new"):
            writer.writerow((f"nation-{name}", name, name, "2026-01-01", "day", "table", "zh"))


def measure_loads(server: Server, engine: Engine, folder: Path, figures: int) -> None:
    files = write_nation(folder, figures)
    add_sources(files[0])
    contesting, new = write_few(folder, files[-2])
    first = take(server, lambda: load(engine, files))
    with engine.connect() as connection:
        loaded = connection.execute(text("select count(*) from core.observation")).scalar_one()
        room = connection.execute(text(ROOM)).one()
    raw = take(server, lambda: raw_copy(engine))
    with engine.begin() as connection:
        connection.execute(text("drop table public.raw"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    again = {
        "1,000 rows that contest others": take(server, lambda: load(engine, [contesting])),
        "1,000 rows of a new year": take(server, lambda: load(engine, [new])),
    }
    print(
        f"\n## {loaded:,} figures\n\n| load | s (of the processor) | to raw copy |"
        "\n| --- | --- | --- |"
    )
    print(f"| raw COPY of keyed rows, and reading them | {raw} | 1 |")
    print(f"| first load, everything derived | {first} | {first.processor / raw.processor:.1f} |")
    for name, taken in again.items():
        print(f"| {name} | {taken} | |")
    print(
        f"\nRoom: {room.figures / loaded:.0f} bytes a figure with indexes,"
        f" {room.answers / loaded:.0f} of answers; the loading process took"
        f" {peak_memory():.0f} MB at most.",
        flush=True,
    )


def peak_memory(process: int | str = "self") -> float:
    """MB that a process took at most until now; 0 for one that has ended."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def middling(connection: Connection, relation: str, column: str) -> str | None:
    """The code of a middling number of rows."""
    counted = f"select {column} from mart.{relation} where {column} is not null group by 1"
    query = f"{counted} order by count(*), 1 offset (select count(*) / 2 from ({counted}) as n)"
    return connection.execute(text(f"{query} limit 1")).scalar_one_or_none()


def ask(connection: Connection, query: str, *values: object) -> tuple[float, float, int]:
    """Milliseconds, those of the server's processor, and rows; the least of three."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, psycopg.Connection)
    used = Path(f"/proc/{raw.info.backend_pid}/schedstat")
    taken = []
    for _ in range(3):
        before, started = int(used.read_text().split()[0]), time.monotonic()
        rows = len(raw.execute(query, values).fetchall())
        wall = 1000 * (time.monotonic() - started)
        taken.append((wall, (int(used.read_text().split()[0]) - before) / 1e6))
    return min(wall for wall, _ in taken), min(processor for _, processor in taken), rows


def measure_questions(connection: Connection) -> None:
    print("\n| relation | filter | rows | ms | of the processor | over the limit |")
    print("| --- | --- | --- | --- | --- | --- |")
    for relation, codes, has_program in connection.execute(text(FILTERED), {"codes": list(CODES)}):
        questions: list[tuple[str, tuple[object, ...]]] = [
            (f"{code} = %s", (middling(connection, relation, code),)) for code in codes or ()
        ]
        if has_program:
            program = middling(connection, relation, "program_code")
            within = "program_code = %s and period_end between '2024-01-01' and '2024-12-31'"
            questions.append((within, (program,)))
        for condition, values in questions:
            query = f"select * from mart.{relation} where {condition}"
            wall, processor, rows = ask(connection, query, *values)
            # 100 ms, and 20 ms for each 1,000 rows.
            mark = "**yes**" if processor > 100 + rows / 50 else ""
            name = condition.split(" = ")[0].replace("program_code", "programme, year")
            print(
                f"| {relation} | {name} | {rows:,} | {wall:.0f} | {processor:.0f} | {mark} |",
                flush=True,
            )


def measure_wholes(connection: Connection) -> None:
    """Every relation as a whole, as COPY streams it."""
    print("\n| relation, whole | rows | s | rows/s |\n| --- | --- | --- | --- |")
    for relation, *_ in connection.execute(text(FILTERED), {"codes": list(CODES)}).all():
        started, rows = time.monotonic(), 0
        cursor = connection.connection.cursor()
        with cursor.copy(f"copy (select * from mart.{relation}) to stdout") as copy:
            rows = sum(1 for _ in copy.rows())
        taken = time.monotonic() - started
        print(f"| {relation} | {rows:,} | {taken:.2f} | {rows / taken:,.0f} |", flush=True)


def measure_duckdb(connection: Connection, folder: Path) -> None:
    """The same aggregates of the same figures, by DuckDB on Parquet; without labels and bounds."""
    try:
        import duckdb
    except ImportError:
        print("\nDuckDB is not installed: not compared.")
        return
    figures = folder / "figures.csv"
    columns = "program_code, indicator_code, area_code, breakdown, basis, period_end, value"
    cursor = connection.connection.cursor()
    statement = f"copy (select {columns} from mart.value) to stdout (format csv, header)"
    with cursor.copy(statement) as copy, figures.open("wb") as file:
        for block in copy:
            file.write(block)
    duck = duckdb.connect()
    # In the thread that asks, whose time is taken.
    duck.execute("set threads = 1")
    connection.execute(text("set max_parallel_workers_per_gather = 0"))
    duck.execute(f"copy (from read_csv('{figures}')) to '{figures}.parquet'")
    duck.execute(f"create view figures as from read_parquet('{figures}.parquet')")
    print("\n| whole | ms of the processor | of DuckDB | ratio |\n| --- | --- | --- | --- |")
    for name, (ours, theirs) in WHOLE.items():
        _wall, taken, _rows = ask(connection, ours)
        started = time.thread_time()
        duck.execute(theirs).fetchall()
        peer = 1000 * (time.thread_time() - started)
        print(f"| {name} | {taken:.0f} | {peer:.0f} | {taken / peer:.1f} |", flush=True)


def measure_readers(server: Server, engine: Engine) -> None:
    """Clients that ask at once, as the reader role."""
    password = roles.new_password()
    with engine.begin() as connection:
        roles.grant(connection, password=password)
        areas = "select distinct area_code from mart.completeness where state = 'reported'"
        codes = list(connection.execute(text(areas)).scalars())
    url = server.url.set(username=roles.ROLE, password=password, query={}, drivername="postgresql")
    times: list[float] = []
    until = time.monotonic() + SECONDS_OF_READERS

    def read(seed: int) -> None:
        chance = random.Random(seed)
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as reader:
            while time.monotonic() < until:
                started = time.monotonic()
                reader.execute(chance.choice(DASHBOARD), (chance.choice(codes),)).fetchall()
                times.append(1000 * (time.monotonic() - started))

    before = processor_time(server)
    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = 1000 * (processor_time(server) - before) / len(times)
    percentiles = statistics.quantiles(times, n=20)
    print(
        f"\n{READERS} readers: {len(times) / SECONDS_OF_READERS:.0f} questions a second,"
        f" p50 {percentiles[9]:.0f} ms, p95 {percentiles[18]:.0f} ms,"
        f" {took:.1f} ms of the server's processor for a question.",
        flush=True,
    )


def measure_commands(server: Server, folder: Path) -> None:
    print("\n| command | s | s of its processor | MB at most |\n| --- | --- | --- | --- |")
    program = str(Path(sys.executable).with_name("minzheng"))
    url = server.url.set(password=server.password(), query={}, drivername="postgresql")
    environment = os.environ | {"MINZHENG_DATABASE": url.render_as_string(hide_password=False)}
    out = folder / "out"
    for command in (
        ("status",),
        ("check",),
        ("report", "--area", "110000", "--out", str(out / "report.html")),
        ("export", "value", "--output", str(out / "csv")),
        ("export", "value", "--format", "parquet", "--output", str(out / "parquet")),
    ):
        out.mkdir(exist_ok=True)
        started = time.monotonic()
        silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        child = os.posix_spawn(program, [program, *command], environment, file_actions=silent)
        # Not that of the child's resources, which begins with what this process had.
        peak, ended = 0.0, 0
        while not ended:
            peak = max(peak, peak_memory(child))
            time.sleep(0.02)
            ended, status, used = os.wait4(child, os.WNOHANG)
        taken = time.monotonic() - started
        failed = f" (exit code {os.waitstatus_to_exitcode(status)})" if status else ""
        print(
            f"| {' '.join(command[:3])}{failed} | {taken:.1f} |"
            f" {used.ru_utime + used.ru_stime:.1f} | {peak:.0f} |",
            flush=True,
        )


PARTS = ("questions", "wholes", "duckdb", "readers", "commands")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS, help="besides loading")
    options = parser.parse_args()
    for figures in options.figures:
        with (
            new_server() as server,
            tempfile.TemporaryDirectory() as name,
            new_database(server) as engine,
        ):
            folder = Path(name)
            measure_loads(server, engine, folder, figures)
            autocommit = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            with autocommit as connection:
                connection.execute(text("vacuum analyze"))
                if "questions" in options.parts:
                    measure_questions(connection)
                if "wholes" in options.parts:
                    measure_wholes(connection)
                if "duckdb" in options.parts:
                    measure_duckdb(connection, folder)
            if "readers" in options.parts:
                measure_readers(server, engine)
            if "commands" in options.parts:
                measure_commands(server, folder)


if __name__ == "__main__":
    main()
