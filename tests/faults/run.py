"""Faults, real ones, and what they leave: run by ``make faults``, which prints the table.

After each fault the checksum over mart must be that of whole sources, each before or after, and
the next run must complete. Exit code 1 means that this was not so.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator

from faults import addresses, clocks, disks, files, homes, processes, replicas, scene, upgrades
from faults.outcome import HEADER, Outcome
from tabulate import tabulate

# What is tried fewer times than the kills: it does not depend on the moment.
FEW = 3


def of_reloads(kills: int) -> Iterator[Outcome]:
    with scene.made(files=homes.FEW) as place:
        yield from processes.all_of(place, kills)
        for kind in (files, addresses, clocks):
            yield from kind.all_of(place, min(kills, FEW))


def of_upgrades(kills: int) -> Iterator[Outcome]:
    with scene.empty() as place:
        yield from upgrades.all_of(place, max(kills // 2, 1))


KINDS: dict[str, Callable[[int], Iterator[Outcome]]] = {
    "reload": of_reloads,
    "upgrade": of_upgrades,
    "up": homes.all_of,
    "disk": disks.all_of,
    "replica": replicas.all_of,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    words = "how often the loader and `up` are killed; the server and upgrades half as often"
    parser.add_argument("--kills", type=int, default=100, help=words)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--seed", type=int, default=time.time_ns(), help="of the moments")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    print(f"Seed {arguments.seed}", file=sys.stderr)
    found = []
    processes.adopt()
    for kind in arguments.only:
        for one in KINDS[kind](arguments.kills):
            print(*one.row, "well" if one.is_well else "NOT WELL", file=sys.stderr)
            found.append(one)
    print(tabulate([one.row for one in found], headers=HEADER, tablefmt="github"))
    return int(not all(one.is_well for one in found))


if __name__ == "__main__":
    sys.exit(main())
