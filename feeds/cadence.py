"""When a feed is due: a cron expression with a time zone.

Five fields as in crontab (minute, hour, day of month, month, day of week; 0 and 7 are Sunday), or
six with the second first. Where both the day of the month and of the week are restricted, a day
that is either of them is meant, as cron means it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from ..errors import MinzhengError

FIELDS = ("second", "minute", "hour", "day", "month", "day_of_week")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


class BadCadence(MinzhengError, ValueError):
    """No cron expression; the message says why."""


@dataclass(frozen=True)
class Cadence:
    """Raises BadCadence where the expression or the time zone is none."""

    expression: str
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        if len(self.expression.split()) not in (5, 6):
            raise BadCadence(
                f"{self.expression!r} has not five fields (minute, hour, day, month, day of week)"
                " or six (second first)"
            )
        zone(self.timezone)
        try:
            self.after(datetime.now(UTC))
        except ValueError as error:
            raise BadCadence(f"{self.expression!r}: {error}") from error

    @cached_property
    def fields(self) -> dict[str, str]:
        """The six fields by their names; days of the week by their names."""
        parts = self.expression.lower().split()
        found = dict(zip(FIELDS, parts if len(parts) == 6 else ["0", *parts], strict=True))
        found["day_of_week"] = ",".join(map(_week, found["day_of_week"].split(",")))
        return found

    @property
    def is_either_day(self) -> bool:
        """Whether the day of the month and that of the week are alternatives."""
        day, week = self.fields["day"], self.expression.split()[-1]
        return not (day.startswith("*") or week.startswith("*"))

    @cached_property
    def trigger(self) -> CronTrigger | OrTrigger:
        here = zone(self.timezone)
        if not self.is_either_day:
            return CronTrigger(**self.fields, timezone=here)
        either = ({**self.fields, "day_of_week": "*"}, {**self.fields, "day": "*"})
        return OrTrigger([CronTrigger(**fields, timezone=here) for fields in either])

    def after(self, moment: datetime) -> datetime:
        """The first time it is due after a moment."""
        found = self.trigger.get_next_fire_time(None, moment + timedelta(microseconds=1))
        if not isinstance(found, datetime):
            raise BadCadence("there is no such day")
        return found


def zone(name: str) -> ZoneInfo:
    """The time zone of a name. Raises BadCadence where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadCadence(f"{name!r} is no time zone such as Asia/Shanghai") from error


def _week(part: str) -> str:
    """A part of the day of the week with names, since cron and its library count differently."""
    if "/" in part or "-" in part:
        days, _, step = part.partition("/")
        if step and not step.isdecimal():
            raise ValueError(f"{step!r} is no step")
        first, _, last = days.partition("-")
        if days == "*":
            first, last = "0", "6"
        return ",".join(_days(first, last or "6", int(step or 1)))
    return _name(part)


def _days(first: str, last: str, step: int) -> list[str]:
    start, end = _number(first), _number(last)
    if end < start:
        end += 7
    return [DAYS[day % 7] for day in range(start, end + 1, step)]


def _number(day: str) -> int:
    if day in DAYS:
        return DAYS.index(day)
    if not re.fullmatch("[0-7]", day):
        raise ValueError(f"{day!r} is no day of the week")
    return int(day)


def _name(day: str) -> str:
    return day if day == "*" else DAYS[_number(day)]
