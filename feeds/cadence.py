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

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from ..errors import MinzhengError

FIELDS = ("second", "minute", "hour", "day", "month", "day_of_week")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
    def trigger(self) -> CronTrigger | OrTrigger:
        timezone = zone(self.timezone)
        if not self.is_either_day:
            return CronTrigger(**self.fields, timezone=timezone)
        alternatives = ({**self.fields, "day_of_week": "*"}, {**self.fields, "day": "*"})
        return OrTrigger([CronTrigger(**fields, timezone=timezone) for fields in alternatives])

    def after(self, moment: datetime) -> datetime:
        """The first time it is due after a moment."""
        due_at = self.trigger.get_next_fire_time(None, moment + timedelta(microseconds=1))
        if not isinstance(due_at, datetime):
            raise CadenceError("there is no such day")
        return due_at


def zone(name: str) -> ZoneInfo:
    """The time zone of a name. Raises CadenceError for an unknown name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise CadenceError(f"{name!r} is not a time zone such as Asia/Shanghai") from error


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
