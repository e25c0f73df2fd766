"""How many planted errors are found, by kind, and how many alarms are false."""

import argparse
import sys
import tempfile
from pathlib import Path

from loading import new_server
from sqlalchemy import Engine, text

from minzheng import database
from minzheng.loaders import run

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from support import planting


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    with new_server() as server:
        engine = database.connect(server.url.set(password=server.password(), query={}))
        with engine.begin() as connection:
            database.upgrade(connection)
        list(run.load(engine, run.bundled()))
        clean_load(engine)
        for name in planting.PLANTS:
            print(line(engine, name, options.seeds), flush=True)
        engine.dispose()


def clean_load(engine: Engine) -> None:
    with engine.connect() as connection:
        figures = connection.execute(text("select count(*) from mart.value")).scalar_one()
    alarms = len(planting.suspects(engine))
    print(f"clean load: {alarms} suspects among {figures} figures, {100 * alarms / figures:.2f} %")


def line(engine: Engine, name: str, seeds: int) -> str:
    """How many errors of a kind are found; the file is restored after each seed."""
    planted = caught = others = 0
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            found = planting.damaged(engine, Path(folder), name, seed)
        planted, caught, others = (
            total + len(part) for total, part in zip((planted, caught, others), found, strict=True)
        )
        list(run.load(engine, [planting.PLANTS[name][0]]))
    share = 100 * caught / planted
    return f"{name:28} planted {planted:4} caught {caught:4} {share:5.1f} %   false {others:4}"


if __name__ == "__main__":
    main()
