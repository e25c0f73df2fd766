"""The same answers from PostgreSQL, DuckDB and Spark: generated figures, compared cell by cell.

Loads invented villages and their figures (villages.py) into the database that MINZHENG_DATABASE
names, an empty one with the bundled content (minzheng up), writes it as a lake, and derives all
answers there with each engine; `minzheng lake compare` counts the cells that differ. The figures
are loaded into a lake of the definitions too, and what it derives is compared as well.
PYTHON_OF_SPARK names the Python that has PySpark.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
from villages import Villages

from minzheng.outputs.lake.lake_folder import LakeFolder

ROOT = Path(__file__).parents[1]


def run(*arguments: str | Path, python: str = sys.executable) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "type-checking")}
    started = time.monotonic()
    words = [str(one) for one in arguments]
    subprocess.run([python, "-m", "minzheng", *words], env=environment, check=True)
    print(f"minzheng {' '.join(words)}: {time.monotonic() - started:.0f} s", flush=True)


def compare_loaded(of_database: Path, loaded: Path) -> None:
    """Print how many rows differ of what two lakes derived, numbers of figures left out."""
    left, right = (LakeFolder(one).require_current() / "derived" for one in (of_database, loaded))
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    for folder in sorted(left.iterdir()):
        made, other = (
            "(select columns(lambda c: not ends_with(c, '_id')) from"
            f" read_parquet('{place / folder.name}/**/*.parquet', hive_partitioning = true))"
            for place in (left, right)
        )
        differing = [
            connection.execute(f"select count(*) from (from {a} except all from {b})").fetchall()
            for a, b in ((made, other), (other, made))
        ]
        print(f"| {folder.name} | {differing[0][0][0]} | {differing[1][0][0]} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where lakes and files are written")
    parser.add_argument("--figures", type=int, default=300_000)
    parser.add_argument("--engine", nargs="*", default=["duckdb"], choices=["duckdb", "spark"])
    parser.add_argument("--set", dest="settings", nargs="*", default=[], metavar="NAME=VALUE")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    base, lake, loaded = (given.folder / name for name in ("base", "lake", "loaded"))
    run("lake", base)
    villages = Villages(base, given.figures, given.folder / ".spill")
    paths = villages.write_figures(given.folder, ".csv")
    run("load", *villages.write_lists(given.folder))
    run("lake", loaded)
    run("load", *paths)
    run("lake", lake)
    run("lake", "load", loaded, *paths)
    settings = [part for one in given.settings for part in ("--set", one)]
    for engine in given.engine:
        python = os.environ["PYTHON_OF_SPARK"] if engine == "spark" else sys.executable
        run("lake", "derive", lake, "--engine", engine, *settings, python=python)
        run("lake", "compare", lake)
        if engine == "duckdb":
            run("lake", "derive", loaded, "--engine", engine, *settings)
            compare_loaded(lake, loaded)


if __name__ == "__main__":
    main()
