import subprocess
import sys
import time

import pytest
from sqlalchemy import text

from minzheng.cli.first_look import QUESTIONS, STARTED, began, has_desktop, seconds_waited


@pytest.mark.parametrize(
    ("environment", "platform", "tty", "expected"),
    [
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True, True),
        ({}, "darwin", True, True),
        ({}, "linux", True, False),
        ({"DISPLAY": ":0"}, "linux", False, False),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", True, False),
        ({"SSH_CONNECTION": "1 2 3 4"}, "darwin", True, False),
    ],
)
def test_a_report_is_opened_only_where_somebody_sits_before_a_desktop(
    environment, platform, tty, expected
):
    assert has_desktop(environment, platform, tty) is expected


@pytest.mark.parametrize(
    ("called", "expected"), [("", 5), ("nonsense", 5), (-60, 65), (-86400, 5), (60, 5)]
)
def test_what_the_user_waited_for_counts_from_make_if_that_was_just_called(called, expected):
    started = time.time() - 5
    mark = str(started + called) if isinstance(called, int) else called
    assert seconds_waited(started, {STARTED: mark}) == pytest.approx(expected, abs=2)


def test_the_wait_begins_with_the_process_not_with_the_command():
    code = "import time; time.sleep(1); from minzheng.cli.first_look import began; print(began())"
    before = time.time()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert float(done.stdout) == pytest.approx(before, abs=0.9)
    assert began() < before


@pytest.mark.parametrize("sql", [sql for _, sql in QUESTIONS])
def test_each_question_to_copy_has_an_answer(bundled, sql):
    assert bundled.execute(text(sql)).fetchall()
    assert '"' not in sql
