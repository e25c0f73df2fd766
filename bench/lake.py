"""A lake of villages: how fast it is loaded and derived, in how much memory, and how that grows.

For each size: figures of villages (villages.py) are loaded into a lake, and each engine derives all
answers. Each step is a process of its own, whose processor time and memory count with those
that it starts. Prints tables in Markdown; PYTHON_OF_SPARK names the Python that has PySpark.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from villages import Villages

from minzheng.outputs.lake.lake_folder import LakeFolder
from minzheng.outputs.lake.lake_manifest import FIGURES, StoredRelation
from minzheng.outputs.lake.lake_relations import DERIVED

ROOT = Path(__file__).parents[1]
SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Step:
    """What a step took: seconds, seconds of the processor, MB at most, and rows it wrote."""

    wall: float
    processor: float
    memory: float
    rows: int


def run(command: list[str | Path], python: str | Path) -> tuple[float, float, float]:
    """Run a command; its seconds, those of the processor, and MB that its processes took at most.

    A process may end between two looks, so that the last tenth of a second is not counted.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "type-checking")}
    started = time.monotonic()
    used: dict[int, tuple[float, float]] = {}
    with subprocess.Popen(
        [str(part) for part in (python, *command)],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            for number, (seconds, peak) in looked_at(process.pid).items():
                # A process that has ended and was not waited for yet has no memory.
                used[number] = seconds, max(peak, used.get(number, (0, 0))[1])
            time.sleep(SECONDS_BETWEEN_LOOKS)
    if process.returncode:
        sys.exit(f"{command} failed")
    wall = time.monotonic() - started
    return wall, sum(one[0] for one in used.values()), sum(one[1] for one in used.values())


def looked_at(session: int) -> dict[int, tuple[float, float]]:
    """The processes of a session: seconds of the processor, and MB at most until now."""
    ticks = os.sysconf("SC_CLK_TCK")
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            lines = (folder / "status").read_text().splitlines()
        except OSError:
            continue
        if int(fields[3]) == session:
            seconds = (int(fields[11]) + int(fields[12])) / ticks
            peak = sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
            found[int(folder.name)] = seconds, peak / 1024
    return found


def load(lake: Path, paths: list[Path], settings: list[str]) -> Step:
    command: list[str | Path] = ["-m", "minzheng", "lake", "load", lake, *paths]
    before = relation_rows(lake, FIGURES)
    taken = run(command + options_of(settings), sys.executable)
    return Step(*taken, relation_rows(lake, FIGURES) - before)


def derive(lake: Path, engine: str, settings: list[str]) -> Step:
    python = os.environ["PYTHON_OF_SPARK"] if engine == "spark" else sys.executable
    command: list[str | Path] = ["-m", "minzheng", "lake", "derive", lake, "--engine", engine]
    taken = run(command + options_of(settings), python)
    return Step(*taken, relation_rows(lake, f"{DERIVED}/"))


def options_of(settings: list[str]) -> list[str | Path]:
    return [part for setting in settings for part in ("--set", setting)]


def relations(lake: Path, prefix: str) -> list[StoredRelation]:
    manifest = LakeFolder(lake).manifest()
    assert manifest is not None
    return [one for one in manifest.relations if one.name.startswith(prefix)]


def relation_rows(lake: Path, prefix: str) -> int:
    return sum(one.rows for one in relations(lake, prefix))


def size(lake: Path, prefix: str) -> int:
    return sum(file.bytes for one in relations(lake, prefix) for file in one.files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="a lake with the definitions and areas")
    parser.add_argument("--figures", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--engine", nargs="*", default=["duckdb"], choices=["duckdb", "spark"])
    parser.add_argument("--set", dest="settings", nargs="*", default=[], metavar="NAME=VALUE")
    parser.add_argument("--folder", type=Path, help="where lakes are written, and removed again")
    given = parser.parse_args()
    taken: dict[str, list[tuple[int, Step]]] = {}
    sizes_of_files = []
    print("| figures | step | s | of the processor | rows | rows a second of it | MB at most |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for figures in given.figures:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            lake = Path(folder, "lake")
            villages = Villages(given.base, figures, Path(folder, "spill"))
            villages.write_lake(lake)
            paths = villages.write_figures(Path(folder))
            # The settings of Spark mean nothing to what loads.
            settings = [one for one in given.settings if not one.startswith("spark.")]
            steps = {"load": load(lake, paths, settings)}
            count = steps["load"].rows
            print_step(count, "load", steps["load"])
            for engine in given.engine:
                name = f"derive, {engine}"
                own = [
                    one for one in given.settings if one.startswith("spark.") == (engine == "spark")
                ]
                steps[name] = derive(lake, engine, own)
                print_step(count, name, steps[name])
            sizes_of_files.append((count, size(lake, FIGURES), size(lake, f"{DERIVED}/")))
            for name, step in steps.items():
                taken.setdefault(name, []).append((count, step))
    print()
    for count, of_figures, of_answers in sizes_of_files:
        print(
            f"{count:,} figures: {of_figures / count:.0f} bytes a figure,"
            f" {of_answers / count:.0f} of answers"
        )
    for name, sizes in taken.items():
        for (fewer, before), (more, after) in pairwise(sizes):
            slope = log(after.processor / before.processor) / log(more / fewer)
            print(f"{name}: from {fewer:,} to {more:,} figures the time grows by n^{slope:.2f}")


def print_step(figures: int, name: str, step: Step) -> None:
    print(
        f"| {figures:,} | {name} | {step.wall:.1f} | {step.processor:.1f} | {step.rows:,}"
        f" | {step.rows / step.processor:,.0f} | {step.memory:.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
