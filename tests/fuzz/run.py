"""Tries damaged files for some minutes: run by ``make fuzz``, which prints the tries by target.

A traceback, more than 5 s of processor time or 500 MB of memory are faults: the file is kept, and
the exit code is 1. Exceptions that became a refusal without a reader having foreseen them are
counted: a reader that says what is wrong serves better.
"""

import argparse
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

import conftest
from support import databases
from tabulate import tabulate

from fuzz import targets
from fuzz.mutations import mutated

SECONDS, MEGABYTES = 5, 500
# On a clock that other processes do not slow down by so much.
LONGEST = 60
KEPT = Path("build", "fuzz")


class Hang(Exception):
    """A try that did not end."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    parser.add_argument("--only", default="", help="targets with this in their name")
    arguments = parser.parse_args()
    databases.begin_run()
    try:
        server = databases.running_server()
        migrated = databases.template(server, "migrated", conftest.migrate)
        reference = databases.template(server, "reference", conftest.load_lists, migrated)
        with databases.new_database(server, reference) as engine:
            targets.prepare(engine)
            chosen = [one for one in targets.all_targets(engine) if arguments.only in one.name]
            deadline = time.monotonic() + arguments.minutes * 60
            found = fuzz(chosen, arguments.seed, lambda _number: time.monotonic() < deadline)
    finally:
        databases.end_run()
    print(tabulate(*table(found), tablefmt="github"))
    print(f"seed {arguments.seed}; {found['megabytes']} MB at most")
    for fault in found["faults"]:
        print(fault, file=sys.stderr)
    return int(bool(found["faults"]))


def fuzz(chosen, seed, goes_on):
    """Try targets by turns; how often each was tried, what became of it, and the faults."""
    found = {"outcomes": {one.name: Counter() for one in chosen}, "faults": []}
    signal.signal(signal.SIGALRM, hang)
    number = 0
    with tempfile.TemporaryDirectory() as folder:
        while goes_on(number):
            for target in chosen:
                for turn in range(target.tries):
                    name = f"{number}-{turn}"
                    random = Random(f"{seed} {target.name} {name}")
                    path = Path(folder, f"try{target.suffix}")
                    path.write_bytes(mutated(random, random.choice(target.seeds), target.seeds))
                    outcome, fault = attempt(target, path)
                    found["outcomes"][target.name][outcome] += 1
                    if fault:
                        found["faults"].append(keep(target, path, name, fault))
            number += 1
    found["megabytes"] = megabytes()
    return found


def hang(*_signal):
    raise Hang(f"not done after {LONGEST} s")


def attempt(target, path):
    """What became of a file, and what is wrong with that."""
    before, started = megabytes(), time.process_time()
    signal.alarm(LONGEST)
    try:
        outcome = target.attempt(path)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return "FAULT", traceback.format_exc()
    finally:
        signal.alarm(0)
    if (seconds := time.process_time() - started) > SECONDS:
        return "FAULT", f"{seconds:.1f} s of processor time"
    if (now := megabytes()) > max(before, MEGABYTES):
        return "FAULT", f"{now} MB of memory"
    return outcome, None


def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def keep(target, path, name, fault):
    """Keep a file by which a fault can be seen again."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{target.name.replace(' ', '-')}-{name}{path.suffix}"
    kept.write_bytes(path.read_bytes())
    return f"{kept} ({target.name}):\n{fault}"


def table(found):
    """For each target the tries, and how often what became of them."""
    rows = []
    for name, counts in found["outcomes"].items():
        became = ", ".join(f"{count} {what}" for what, count in counts.most_common(12))
        rows.append((name, sum(counts.values()), became))
    return rows, ("target", "tries", "what became of them")


if __name__ == "__main__":
    sys.exit(main())
