"""Prints what loads did: the result of each file, its rejects, and the progress meanwhile."""

import sys
from collections.abc import Iterable

import click

from ..loaders.files import Rejection
from ..loaders.results import Result
from ..printable import printable
from .echo import echo
from .text_table import text_table

# The kinds of rejects of a file that are printed; all of them are in ops.reject.
MOST_REJECTS = 20
# The remarkable figures of a file that are printed.
MOST_FINDINGS = 20
COUNTS = ("read", "added", "revised", "withdrawn", "unchanged", "rejected", "conflicts")
HEADER = ("file", "outcome", *COUNTS, "s")


def print_results(results: Iterable[Result]) -> int:
    """Print the result of each file; the exit code: 1 if anything in them is wrong."""
    is_quiet = not sys.stdout.isatty()
    with click.progressbar(
        results, label="Loading", item_show_func=_file_name, hidden=is_quiet
    ) as bar:
        done = list(bar)
    if loaded := [result for result in done if result.outcome != "unchanged"]:
        echo(text_table(HEADER, map(_fields, loaded)) + "\n")
    if not any(result.changes for result in done):
        echo("Nothing changed.")
    for result in done:
        print_rejects(result)
        print_findings(result.good_rows or result)
    return int(any(result.faults or result.failure for result in done))


def print_rejects(result: Result) -> None:
    """Print the rejects of a file as ``file:line: …``, a form that editors and scripts know.

    A message that many rows share is printed once, for the first of them.
    """
    alike: dict[tuple[str, str], list[Rejection]] = {}
    for reject in result.rejects:
        alike.setdefault((reject.reason, reject.message), []).append(reject)
    for (reason, message), rejects in list(alike.items())[:MOST_REJECTS]:
        first = rejects[0]
        more = f" (and {len(rejects) - 1} more)" if len(rejects) > 1 else ""
        place = f"{result.name}:{first.line or ''}: {first.column or 'row'}"
        echo(f"{place}: {message} [{reason}]{more}", err=True)
    if (more_kinds := len(alike) - MOST_REJECTS) > 0:
        echo(f"{result.name}: and {more_kinds} more, in ops.reject", err=True)
    if result.conflicts:
        # Of a list it is the cells whose accepted report it decides; it has none of its own.
        cells = "1 cell" if result.conflicts == 1 else f"{result.conflicts} cells"
        reports = f"reports of {cells} contradict each other, see mart.conflict"
        echo(f"{result.name}: {reports}", err=True)
    if result.outcome == "refused":
        echo(f"{result.name}: {_of_refused(result)}", err=True)


def print_findings(result: Result) -> None:
    """Print what is remarkable of the figures of a file, a sentence each."""
    for finding in result.findings[:MOST_FINDINGS]:
        echo(f"{result.name}: {finding.sentence} [{finding.kind}]")
    if (more := len(result.findings) - MOST_FINDINGS) > 0:
        echo(f"{result.name}: and {more} more: see mart.suspect, rule_check, conflict, rollup")


def print_waiting(holder: str) -> None:
    """Say who holds the lock that this load waits for."""
    echo(f"Waiting for another load: {holder}.", err=True)


def _of_refused(result: Result) -> str:
    """What was, or with --keep-going would be, loaded of a file that is refused."""
    part = result.good_rows
    if part is None:
        return "nothing of it was loaded (--keep-going loads the rest)"
    counts = ", ".join(
        f"{getattr(part, name)} {name}"
        for name in ("added", "revised", "withdrawn", "unchanged")
        if getattr(part, name)
    )
    return (
        f"nothing of it would be loaded; --keep-going would load {part.read - part.rejected}"
        f" of {part.read} rows ({counts}) and reject {part.rejected}"
    )


def _fields(result: Result) -> tuple[object, ...]:
    counts = [getattr(result, name) for name in COUNTS]
    return (result.name, result.outcome, *counts, f"{result.seconds:.2f}")


def _file_name(result: Result | None) -> str:
    return printable(result.name) if result else ""
