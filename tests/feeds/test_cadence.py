from datetime import UTC, datetime

import pytest

from minzheng.feeds.cadence import Cadence, CadenceError

# A Wednesday.
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "timezone", "expected"),
    [
        ("0 6 * * *", "UTC", "2026-11-26T06:00:00+00:00"),
        ("0 6 * * *", "Asia/Shanghai", "2026-11-26T06:00:00+08:00"),
        ("30 20 * * *", "Asia/Shanghai", "2026-11-25T20:30:00+08:00"),
        ("0 12 * * *", "UTC", "2026-11-26T12:00:00+00:00"),
        ("*/15 * * * *", "UTC", "2026-11-25T12:15:00+00:00"),
        ("*/5 * * * * *", "UTC", "2026-11-25T12:00:05+00:00"),
        ("0 6 1 * *", "UTC", "2026-12-01T06:00:00+00:00"),
        ("0 6 * jan *", "UTC", "2027-01-01T06:00:00+00:00"),
    ],
)
def test_the_next_time(expression, timezone, expected):
    assert Cadence(expression, timezone).after(NOON) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("days", "expected"),
    [("0", 29), ("7", 29), ("1", 30), ("sun", 29), ("MON-FRI", 26), ("6-7", 28), ("*/3", 28)],
)
def test_days_of_the_week_are_counted_as_cron_does(days, expected):
    assert Cadence(f"0 6 * * {days}").after(NOON).day == expected


def test_a_day_of_the_month_or_of_the_week_is_meant_where_both_are_named():
    assert Cadence("0 6 28 * fri").after(NOON).day == 27
    assert Cadence("0 6 27 * sat").after(NOON).day == 27


def test_a_step_through_the_month_is_no_name_of_a_day():
    found = Cadence("0 6 */2 * sun").after(NOON)
    assert (found.day % 2, found.weekday()) == (1, 6)


def test_a_time_that_the_clocks_leave_out_is_met_on_the_day_after():
    before = datetime(2026, 3, 8, 5, 0, tzinfo=UTC)
    found = Cadence("30 2 * * *", "America/New_York").after(before)
    assert found > before
    assert found.day in (8, 9)


@pytest.mark.parametrize(
    ("expression", "timezone", "message"),
    [
        ("* * * *", "UTC", "five fields"),
        ("61 * * * *", "UTC", "61"),
        ("0 6 * * 9", "UTC", "'9' is not a day of the week"),
        ("0 6 * * mon/x", "UTC", "is not a step"),
        ("0 6 * * *", "Yunnan", "'Yunnan' is not a time zone"),
    ],
)
def test_what_is_no_cadence_is_told(expression, timezone, message):
    with pytest.raises(CadenceError, match=message):
        Cadence(expression, timezone)
