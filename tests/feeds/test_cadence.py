from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng.feeds.cadence import Cadence, CadenceError

# A Wednesday.
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


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


# The hours around changes: by an hour, by half of one, at midnight, by a whole day, in winter.
CHANGES = [
    ("Europe/Berlin", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-10-25T01:00"),
    ("America/New_York", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01T06:00"),
    ("Australia/Lord_Howe", "2026-04-04T15:00"),
    ("Australia/Lord_Howe", "2026-10-03T15:30"),
    ("America/Santiago", "2026-09-06T04:00"),
    ("America/Havana", "2026-11-01T05:00"),
    ("Asia/Shanghai", "1986-05-03T18:00"),
    ("Asia/Shanghai", "1986-09-13T15:00"),
    ("Europe/Dublin", "2026-10-25T01:00"),
    ("Africa/Casablanca", "2026-02-15T02:00"),
    ("Pacific/Apia", "2011-12-30T10:00"),
    ("Asia/Pyongyang", "2015-08-14T15:00"),
    ("Asia/Shanghai", "2026-11-25T12:00"),
]
MINUTE = timedelta(minutes=1)


def due_by_the_clock(minutes, hours, zone, first, last):
    """All moments at which it is due, found by looking at the clock on the wall each minute."""

    def is_meant(wall):
        return wall.minute in minutes and wall.hour in hours

    due = set()
    moment = first - timedelta(days=2)
    while moment <= last + timedelta(days=2):
        wall = moment.astimezone(zone)
        if is_meant(wall) and (not wall.fold or len(hours) == 24):
            due.add(moment)
        # A time that no clock shows is met when it would have been, had it not been left out.
        time = moment.replace(tzinfo=zone)
        shown = time.astimezone(UTC).astimezone(zone)
        if is_meant(time) and (shown.hour, shown.minute) != (time.hour, time.minute):
            due.add(time.astimezone(UTC))
        moment += MINUTE
    return sorted(moment for moment in due if first < moment <= last)


def listed(numbers):
    return ",".join(map(str, sorted(numbers)))


@settings(max_examples=40, deadline=None)
@given(
    change=st.sampled_from(CHANGES),
    minutes=st.sets(st.sampled_from(range(0, 60, 5)), min_size=1, max_size=6),
    hours=st.one_of(st.just(set(range(24))), st.sets(st.integers(0, 23), min_size=1, max_size=6)),
    asked_in=st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia"]),
)
def test_no_time_is_left_out_and_none_comes_twice_when_clocks_change(
    change, minutes, hours, asked_in
):
    timezone, moment = change
    first = datetime.fromisoformat(moment).replace(tzinfo=UTC) - timedelta(hours=5)
    last = first + timedelta(hours=10)
    every_hour = len(hours) == 24
    cadence = Cadence(f"{listed(minutes)} {'*' if every_hour else listed(hours)} * * *", timezone)
    found, due_at = [], first
    while (due_at := cadence.after(due_at.astimezone(ZoneInfo(asked_in)))) <= last:
        assert not found or due_at > found[-1]
        found.append(due_at)
    assert found == due_by_the_clock(minutes, hours, ZoneInfo(timezone), first, last)


@pytest.mark.parametrize(
    ("expression", "timezone", "asked", "expected"),
    [
        ("0 6 * * *", "UTC", "2026-11-25T12:00", "2026-11-26T06:00"),
        ("0 6 * * *", "Asia/Shanghai", "2026-11-25T12:00", "2026-11-25T22:00"),
        ("30 20 * * *", "Asia/Shanghai", "2026-11-25T12:00", "2026-11-25T12:30"),
        ("0 12 * * *", "UTC", "2026-11-25T12:00", "2026-11-26T12:00"),
        ("*/15 * * * *", "UTC", "2026-11-25T12:00", "2026-11-25T12:15"),
        ("*/5 * * * * *", "UTC", "2026-11-25T12:00", "2026-11-25T12:00:05"),
        ("0 6 1 * *", "UTC", "2026-11-25T12:00", "2026-12-01T06:00"),
        ("0 6 * jan *", "UTC", "2026-11-25T12:00", "2027-01-01T06:00"),
        # Once on the day that is an hour short, and on the one after.
        ("0 0 * * *", "Europe/Berlin", "2026-03-28T23:05", "2026-03-29T22:00"),
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:30"),
        ("30 2 * * *", "Europe/Berlin", "2026-03-29T01:30", "2026-03-30T00:30"),
        # Once in the hour that comes twice, but each time where each hour is meant.
        ("30 1 * * *", "America/New_York", "2026-11-01T05:30", "2026-11-02T06:30"),
        ("30 * * * *", "America/New_York", "2026-11-01T05:30", "2026-11-01T06:30"),
        ("30 0-23 * * *", "America/New_York", "2026-11-01T05:30", "2026-11-01T06:30"),
        ("*/10 * * * *", "America/New_York", "2026-11-01T06:05", "2026-11-01T06:10"),
        ("*/20 * * * * *", "America/New_York", "2026-11-01T06:05", "2026-11-01T06:05:20"),
        # A day that is left out as a whole, and days that are named.
        ("0 9 * * *", "Pacific/Apia", "2011-12-29T20:00", "2011-12-30T19:00"),
        ("30 0 1 * *", "America/Havana", "2026-11-01T04:30", "2026-12-01T05:30"),
        ("0 2 29 3 *", "Europe/Berlin", "2026-01-01T00:00", "2026-03-29T01:00"),
        ("0 2 * * sun", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("0 2 29 * sun", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:00"),
    ],
)
def test_the_next_time_also_around_a_change_of_clocks(expression, timezone, asked, expected):
    moment = datetime.fromisoformat(asked).replace(tzinfo=UTC)
    found = Cadence(expression, timezone).after(moment)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_moment_is_the_same_in_every_zone_also_in_the_hour_that_comes_twice():
    new_york = ZoneInfo("America/New_York")
    cadence = Cadence("*/10 * * * *", "America/New_York")
    for fold, hour in ((0, 5), (1, 6)):
        asked = datetime(2026, 11, 1, 1, 5, tzinfo=new_york, fold=fold)
        assert cadence.after(asked) == datetime(2026, 11, 1, hour, 10, tzinfo=UTC)


def test_the_scheduler_catches_up_once():
    trigger = Cadence("0 6 * * *").trigger
    assert trigger.get_next_fire_time(NOON - timedelta(days=9), NOON).day == 26
    assert trigger.get_next_fire_time(None, NOON).day == 26
    assert trigger.get_next_fire_time(NOON + timedelta(days=1), NOON).day == 27


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (["* * * *"], "five fields"),
        (["61 * * * *"], "61"),
        (["0 6 * * 9"], "'9' is not a day of the week"),
        (["0 6 * * mon/x"], "is not a step"),
        (["0 6 * * *", "Yunnan"], "'Yunnan' is not a time zone"),
    ],
)
def test_what_is_no_cadence_is_told(wrong, message):
    with pytest.raises(CadenceError, match=message):
        Cadence(*wrong)


@pytest.mark.parametrize("expression", ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "*/59 * 31 2 */2"])
def test_a_day_that_never_comes_is_told_and_not_looked_for_without_end(expression):
    with pytest.raises(CadenceError, match="there is no such day"):
        Cadence(expression)


def test_a_day_that_never_comes_leaves_the_days_of_the_week():
    assert Cadence("0 0 31 feb mon").after(NOON).date().isoformat() == "2027-02-01"


@pytest.mark.parametrize("timezone", ["a." * 5000, "a/" * 5000, "../" * 20, "Asia.Shanghai", "."])
def test_a_time_zone_of_any_letters_is_one_or_is_told(timezone):
    with pytest.raises(CadenceError, match="not a time zone"):
        Cadence("0 6 * * *", timezone)
