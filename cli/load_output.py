"""Prints what loads did: the result of each file, its rejects, and the progress meanwhile."""

import sys
from collections.abc import Iterable
from gettext import gettext as _
from gettext import ngettext

import click

from ..language import N_, in_force, in_language, translated
from ..loaders.results import Result
from ..printable import printable
from ..schema.codes import code_lists
from .echo import echo
from .text_table import listed, text_table

# What becomes of a file that is not loaded, beside the outcomes of the list of codes.
OUTCOMES = (N_("unchanged"), N_("gone"))
# The kinds of rejects of a file that are printed; all of them are in ops.reject.
MOST_REJECTS = 20
# The remarkable figures of a file that are printed.
MOST_FINDINGS = 20
COUNTS = (
    N_("read"),
    N_("added"),
    N_("revised"),
    N_("withdrawn"),
    N_("unchanged"),
    N_("rejected"),
    N_("conflicts"),
)
HEADER = (N_("file"), N_("outcome"), *COUNTS, N_("s"))


def print_results(results: Iterable[Result], *, is_kept_going: bool = False) -> int:
    """Print the result of each file; the exit code: 1 if anything in them is wrong."""
    is_quiet = not sys.stdout.isatty()
    with click.progressbar(
        results, label=_("Loading"), item_show_func=_file_name, hidden=is_quiet
    ) as bar:
        done = list(bar)
    if loaded := [result for result in done if result.outcome != "unchanged"]:
        echo(text_table([_(name) for name in HEADER], map(_fields, loaded)) + "\n")
    if not any(result.changes for result in done):
        echo(_("Nothing changed."))
    for result in done:
        print_rejects(result, is_kept_going=is_kept_going)
        print_findings(result.good_rows or result)
    return int(any(result.faults or result.failure for result in done))


def print_rejects(result: Result, *, is_kept_going: bool = False) -> None:
    """Print the rejects of a file as ``file:line: …``, a form that editors and scripts know.

    A message that many rows share is printed once, for the first of them.
    """
    row = _("row")
    alike = result.alike
    for first, count in alike[:MOST_REJECTS]:
        more = _(" (and {count} more)").format(count=count - 1) if count > 1 else ""
        place = f"{result.name}:{first.line or ''}: {first.column or row}"
        echo(f"{place}: {translated(first.message)} [{first.reason}]{more}", err=True)
    if (more_kinds := len(alike) - MOST_REJECTS) > 0:
        words = _("{file}: and {count} more, in ops.reject")
        echo(words.format(file=result.name, count=more_kinds), err=True)
    if result.conflicts:
        # Of a list it is the cells whose accepted report it decides; it has none of its own.
        words = ngettext(
            "{file}: reports of {count} cell contradict each other, see mart.conflict",
            "{file}: reports of {count} cells contradict each other, see mart.conflict",
            result.conflicts,
        )
        echo(words.format(file=result.name, count=result.conflicts), err=True)
    if result.outcome == "refused":
        echo(f"{result.name}: {_of_refused(result, is_kept_going=is_kept_going)}", err=True)


def print_findings(result: Result) -> None:
    """Print what is remarkable of the figures of a file, a sentence each."""
    for finding in result.findings[:MOST_FINDINGS]:
        echo(
            f"{result.name}: {in_language(finding.sentence, finding.sentence_en)} [{finding.kind}]"
        )
    if (more := len(result.findings) - MOST_FINDINGS) > 0:
        words = _("{file}: and {count} more: see mart.suspect, rule_check, conflict, rollup")
        echo(words.format(file=result.name, count=more))


def print_waiting(holder: str) -> None:
    """Say who holds the lock that this load waits for."""
    words = _("Waiting for another load: {holder}.")
    echo(words.format(holder=translated(holder)), err=True)


def _of_refused(result: Result, *, is_kept_going: bool) -> str:
    """What was, or with --keep-going would be, loaded of a file that is refused."""
    part = result.good_rows
    is_all_wrong = len({reject.line for reject in result.rejects}) >= result.read
    if part is None and (is_kept_going or is_all_wrong):
        return _("nothing of it was loaded")
    if part is None:
        return _("nothing of it was loaded (--keep-going loads the rest)")
    counts = listed(
        f"{getattr(part, name)} {_(name)}"
        for name in ("added", "revised", "withdrawn", "unchanged")
        if getattr(part, name)
    )
    return _(
        "nothing of it would be loaded; --keep-going would load {good} of {read} rows ({counts})"
        " and reject {rejected}"
    ).format(good=part.read - part.rejected, read=part.read, counts=counts, rejected=part.rejected)


def _fields(result: Result) -> tuple[object, ...]:
    counts = [getattr(result, name) for name in COUNTS]
    return (result.name, outcome_in_language(result.outcome), *counts, f"{result.seconds:.2f}")


def outcome_in_language(outcome: str) -> str:
    """What became of a load, as the list of codes has it in Chinese, else the code."""
    if in_force() == "en":
        return outcome
    lists = code_lists()
    known = [*lists["outcome", "load_file"], *lists["outcome", "load_run"]]
    return next((code.meaning for code in known if code.code == outcome), _(outcome))


def _file_name(result: Result | None) -> str:
    return printable(result.name) if result else ""
