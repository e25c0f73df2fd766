"""Faults, real ones, and what they leave: run by ``make faults``, which prints the table.

After each fault the checksum over mart must be that of whole sources, each before or after, and
the next reload must complete. Exit code 1 means that this was not so.
"""

import argparse
import random
import sys
import time

from faults import addresses, clocks, files, outcome, processes, scene
from tabulate import tabulate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100, help="how often the loader is killed")
    parser.add_argument("--seed", type=int, default=time.time_ns(), help="of the moments")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    print(f"Seed {arguments.seed}", file=sys.stderr)
    found = []
    processes.adopt()
    with scene.made() as place:
        few = min(arguments.times, 3)
        for kind in (processes, files, addresses, clocks):
            for one in kind.all_of(place, arguments.times if kind is processes else few):
                print(*one.row, "well" if one.is_well else "NOT WELL", file=sys.stderr)
                found.append(one)
    print(tabulate([one.row for one in found], headers=outcome.HEADER, tablefmt="github"))
    return int(not all(one.is_well for one in found))


if __name__ == "__main__":
    sys.exit(main())
