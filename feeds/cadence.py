"""When a feed is due: a cron expression with a time zone.

Five fields as in crontab (minute, hour, day of month, month, day of week; 0 and 7 are Sunday), or
six with the second first. Where both the day of the month and the day of the week are restricted,
a day that matches either is meant, as in cron.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from ..errors import MinzhengError

FIELDS = ("second", "minute", "hour", "day", "month", "day_of_week")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")

# The years in which times are looked for: without an end, `0 0 30 2 *` takes a minute of looking.
YEARS = "1970-2199"
HOUR, DAY, RESOLUTION = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)
# Days from a moment at which its zone is looked at: a change is at most one of a whole day.
AROUND = (-2, -1, 0, 1, 2)


class CadenceError(MinzhengError, ValueError):
    """Not a cron expression or not a time zone; the message says why."""


@dataclass(frozen=True)
class Cadence:
    """Raises CadenceError for an invalid expression or an unknown time zone."""

    expression: str
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        if len(self.expression.split()) not in (5, 6):
            raise CadenceError(
                f"{self.expression!r} must have five fields (minute, hour, day, month, day of week)"
                " or six (second first)"
            )
        zone(self.timezone)
        try:
            self.after(datetime.now(UTC))
        except ValueError as error:
            raise CadenceError(f"{self.expression!r}: {error}") from error

    @cached_property
    def fields(self) -> dict[str, str]:
        """The six fields by name, with days of the week spelled out as names."""
        parts = self.expression.lower().split()
        fields = dict(zip(FIELDS, parts if len(parts) == 6 else ["0", *parts], strict=True))
        fields["day_of_week"] = ",".join(map(_day_names, fields["day_of_week"].split(",")))
        return fields

    @property
    def is_either_day(self) -> bool:
        """Whether the day of the month and the day of the week are alternatives."""
        day_of_month, day_of_week = self.fields["day"], self.expression.split()[-1]
        return not (day_of_month.startswith("*") or day_of_week.startswith("*"))

    @cached_property
    def calendar(self) -> CronTrigger | OrTrigger:
        """The times of day that the expression means, as if clocks were never changed."""
        if not self.is_either_day:
            return _times_of_day(self.fields)
        alternatives = ({**self.fields, "day_of_week": "*"}, {**self.fields, "day": "*"})
        return OrTrigger([_times_of_day(fields) for fields in alternatives])

    @cached_property
    def is_every_hour(self) -> bool:
        """Whether it is due in each hour, and so again in the hour that comes twice."""
        hours = CronTrigger(hour=self.fields["hour"], timezone=UTC)
        day = datetime(2000, 1, 1, tzinfo=UTC)
        return all(
            hours.get_next_fire_time(None, at) == at
            for at in (day + hour * HOUR for hour in range(24))
        )

    @cached_property
    def trigger(self) -> "CadenceTrigger":
        return CadenceTrigger(self)

    def after(self, moment: datetime) -> datetime:
        """The first time it is due after a moment, in UTC.

        Where clocks are put forward, a time that they leave out is met as much later as they are
        put forward. Where they are put back, a time that comes twice is met at first, or each
        time if every hour is meant.
        """
        moment = moment.astimezone(UTC)
        wall = self._wall(moment) - self._change(moment)
        found: datetime | None = None
        # The times on the wall are in order, the moments of those around a change are not.
        while (time := self.calendar.get_next_fire_time(None, wall)) is not None:
            if found and time > self._wall(found) + self._change(found):
                break
            later = [due_at for due_at in self._moments(time) if due_at > moment]
            found = min([*later, *filter(None, [found])], default=None)
            if found and not self._change(found):
                break
            wall = time + RESOLUTION
        if found is None:
            raise CadenceError("there is no such day")
        return found

    def _moments(self, wall: datetime) -> list[datetime]:
        """When it is due that a clock on the wall shows this time."""
        shown = wall.replace(tzinfo=zone(self.timezone))
        first, second = (shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        # In a gap the first is the later one: by the clock before the change.
        return [first, second] if first < second and self.is_every_hour else [first]

    def _wall(self, moment: datetime) -> datetime:
        """What a clock on the wall shows, as if that were UTC."""
        return moment.astimezone(zone(self.timezone)).replace(tzinfo=UTC, fold=0)

    def _change(self, moment: datetime) -> timedelta:
        """By how much clocks are changed around a moment."""
        offsets = [self._wall(moment + days * DAY) - (moment + days * DAY) for days in AROUND]
        return max(offsets) - min(offsets)


class CadenceTrigger(BaseTrigger):  # type: ignore[misc]
    """A cadence, as the scheduler takes it."""

    def __init__(self, cadence: Cadence) -> None:
        self.cadence = cadence

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """What was missed until now is not made up for time by time."""
        return self.cadence.after(max(filter(None, [previous, now])))


# Those that there are have 32 characters at most.
LONGEST_ZONE = 64


def zone(name: str) -> ZoneInfo:
    """The time zone of a name. Raises CadenceError for an unknown name."""
    try:
        # A name is looked for as a module, of which each dot and slash is one more to import.
        if len(name) > LONGEST_ZONE:
            raise KeyError(name)
        return ZoneInfo(name)
    except Exception as error:
        raise CadenceError(f"{name!r} is not a time zone such as Asia/Shanghai") from error


def _times_of_day(fields: dict[str, str]) -> CronTrigger:
    return CronTrigger(year=YEARS, **fields, timezone=UTC)


def _day_names(part: str) -> str:
    """A part of the day of the week as names: cron counts from Sunday, APScheduler from Monday."""
    if part == "*":
        return part
    if "/" not in part and "-" not in part:
        return DAYS[_day_number(part)]
    days, _, step = part.partition("/")
    if step and not step.isdecimal():
        raise ValueError(f"{step!r} is not a step")
    first, _, last = ("0", "-", "6") if days == "*" else days.partition("-")
    start, end = _day_number(first), _day_number(last or "6")
    if end < start:
        end += 7
    return ",".join(DAYS[day % 7] for day in range(start, end + 1, int(step or 1)))


def _day_number(day: str) -> int:
    if day in DAYS:
        return DAYS.index(day)
    if not re.fullmatch("[0-7]", day):
        raise ValueError(f"{day!r} is not a day of the week")
    return int(day)
