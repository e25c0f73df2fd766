"""What `up` ends with: a report to open, and questions to copy."""

import os
import sys
import time
import webbrowser
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path

from ..database.target import Target
from ..language import N_, in_force, translated
from ..outputs.report.page import page
from ..outputs.report.report_areas import NoFigures, report_areas, top_area
from .echo import echo

# When make was called, which first installs packages; seconds since 1970.
STARTED = "MINZHENG_STARTED"
# An older mark was left in the environment by something else.
LONGEST_WAIT = 3600

QUESTIONS = (
    (
        N_("Where is the rural standard highest, how far below the urban one, within what bounds?"),
        "select * from (select distinct on (area_code) area_name, period_label, denominator as "
        "rural, numerator as urban, value as gap, low, high, unit from mart.metric_value where "
        "metric_code = 'dibao_standard_gap' and area_level = 'prefecture' order by area_code, "
        "period_end desc) as latest order by rural desc limit 10",
    ),
    (
        N_("How did the number of rural recipients change?"),
        "select period_label, value, round(growth_pct, 1) as pct from mart.growth where "
        "area_level = 'nation' and indicator_code = 'dibao_persons' and breakdown = "
        "'residence=rural' and is_consecutive order by period_end",
    ),
    (
        N_("What does not add up?"),
        "select area_name, rule_name, left_value, right_value from mart.rule_check "
        "where verdict = 'fails' order by period_end desc limit 10",
    ),
)


def print_questions(command: str) -> None:
    echo(_("Three questions to copy:"))
    for question, sql in QUESTIONS:
        echo(f'  # {_(question)}\n  {command} psql -c "{sql}"')


def write_first_report(target: Target, *, is_new: bool) -> None:
    """Write the report on the highest area beside the embedded server, and say where it is.

    It is written anew if figures are new, and opened where somebody sits before it the first time.
    """
    if target.server is None:
        return
    path = target.server.home / "report.html"
    is_first = not path.exists()
    if is_first or is_new:
        try:
            with target.engine.connect() as connection:
                areas = report_areas(connection, [top_area(connection)])
                path.write_text(page(connection, areas, in_force()), encoding="utf-8")
        except (NoFigures, OSError) as error:
            words = _("No report was written: {reason}")
            echo(words.format(reason=translated(str(error))), err=True)
            return
    echo(_("Look at the report: {path}").format(path=path))
    if is_first and has_desktop(os.environ, sys.platform, sys.stdout.isatty()):
        webbrowser.open(path.resolve().as_uri())


def has_desktop(environment: Mapping[str, str], platform: str, tty: bool) -> bool:
    """Whether a browser can be opened for somebody: a terminal on a desktop, outside of CI."""
    if not tty or environment.get("CI") or environment.get("SSH_CONNECTION"):
        return False
    shows = platform in ("darwin", "win32")
    return shows or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def began() -> float:
    """When this process began, as far as the system tells: before Python and the package loaded."""
    try:
        fields = Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()
        ticks = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.time() - (time.clock_gettime(time.CLOCK_BOOTTIME) - ticks)
    except (OSError, ValueError, AttributeError, IndexError):
        return time.time() - time.process_time()


def seconds_waited(since: float, environment: Mapping[str, str]) -> float:
    """Since make was called if it was, else since a moment of ``time.time``."""
    try:
        called = float(environment.get(STARTED, ""))
    except ValueError:
        called = since
    now = time.time()
    return now - (called if 0 <= since - called < LONGEST_WAIT else since)
