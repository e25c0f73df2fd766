"""The cadences of feeds, kept in the foreground: a job for each, one at a time.

When a feed is tried next stands in ops.schedule, so that a run missed while nobody was there is
caught up once. Where the database is gone, waiting is all there is to do.
"""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event

import psycopg
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from . import hooks, reloading, schedule, watching
from .clock import Clock
from .feed import Feed, Feeds
from .outcome import Report
from .updating import words

LOG = logging.getLogger(__name__)

GONE = (psycopg.OperationalError, OperationalError)
# So often it is seen whether a feed is late, at least and at most.
SELDOM, OFTEN = timedelta(seconds=15), timedelta(seconds=0.5)

# However late a job is, it runs, and once for all the times that it missed.
DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


@dataclass(frozen=True)
class Keeper:
    """Keeps the cadences until it is told to stop."""

    engine: Engine
    feeds: Feeds
    stop: Event
    scheduler: BackgroundScheduler
    executor: ThreadPoolExecutor
    # How often in a row a feed met no database.
    gone: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        for place, feed in enumerate(self.with_cadence):
            self.scheduler.add_job(
                self.reload, feed.cadence and feed.cadence.trigger, [feed], id=job(place, feed)
            )
        clock = Clock()
        self.plan_all()
        self.scheduler.start()
        LOG.info("schedule starts", extra={"facts": {"feeds": len(self.with_cadence)}})
        while not self.stop.wait(self.pause.total_seconds()):
            self.watch(clock)
        LOG.info("schedule stops after the transaction in hand")
        self.scheduler.pause()
        # Before the scheduler, which would hold a lock that the job in hand may need.
        self.executor.shutdown(wait=True)
        self.scheduler.shutdown(wait=False)
        LOG.info("schedule ends")

    @property
    def with_cadence(self) -> list[Feed]:
        return [feed for feed in self.feeds.feeds.values() if feed.cadence]

    @property
    def pause(self) -> timedelta:
        graces = [feed.grace / 4 for feed in self.with_cadence]
        return max(OFTEN, min([SELDOM, *graces]))

    def reload(self, feed: Feed) -> None:
        """The job: bring the feed up to date, tell of it, and plan what follows."""
        try:
            for report in reloading.reload(self.engine, [feed], stopping=self.stop.is_set):
                watching.after_run(self.engine, self.feeds, report)
                if self.gone.pop(feed.name, 0) and not report.errors:
                    hooks.tell(self.feeds.hooks, "recovered", report.facts)
                self.plan_following(feed, report)
        except GONE as error:
            self.wait_for_the_database(feed, error)
        except Exception:
            LOG.exception("reload broke off", extra={"facts": {"feed": feed.name}})

    def plan_all(self) -> None:
        """Each job runs when ops.schedule says: at once, if that is past."""
        with self.engine.begin() as connection:
            schedule.register(connection, self.feeds)
            now = schedule.clock(connection)
            next_at = {row.feed: row.next_at for row in schedule.rows(connection)}
        for feed in self.with_cadence:
            self.plan(feed, next_at[feed.name] - now)

    def plan_following(self, feed: Feed, report: Report) -> None:
        """The next run of a feed; those that need it, and fail, may be helped by its changes."""
        with self.engine.connect() as connection:
            now = schedule.clock(connection)
            rows = {row.feed: row for row in schedule.rows(connection)}
        self.plan(feed, rows[feed.name].next_at - now)
        for other in self.with_cadence:
            if report.changes and feed.name in other.after and rows[other.name].failing_since:
                self.plan(other, timedelta())

    def plan(self, feed: Feed, wait: timedelta) -> None:
        place = self.with_cadence.index(feed)
        at = datetime.now(UTC) + max(wait, timedelta())
        self.scheduler.modify_job(job(place, feed), next_run_time=at)

    def wait_for_the_database(self, feed: Feed, error: BaseException) -> None:
        """Try again soon, then when it is due; hooks are told once by this process."""
        failures = self.gone[feed.name] = self.gone.get(feed.name, 0) + 1
        facts = {"feed": feed.name, "owner": feed.owner, "errors": [words(error)]}
        LOG.error("no database", extra={"facts": facts})
        if failures == 1:
            hooks.tell(self.feeds.hooks, "failed", facts)
        pause, now = feed.pause(failures), datetime.now(UTC)
        if feed.cadence:
            due = feed.cadence.after(now) - now
            self.plan(feed, due if pause is None else min(pause, due))

    def watch(self, clock: Clock) -> None:
        """See who is late; plan anew after the clock was set."""
        try:
            if clock.was_set():
                LOG.warning("the clock was set")
                self.plan_all()
            watching.as_time_passes(self.engine, self.feeds)
        except GONE as error:
            LOG.warning("no database", extra={"facts": {"error": words(error)}})
        except Exception:
            LOG.exception("watch broke off")


def job(place: int, feed: Feed) -> str:
    """Of jobs that are due at once the library takes the least first."""
    return f"{place:04} {feed.name}"


def keep(engine: Engine, feeds: Feeds, stop: Event) -> None:
    """Keep the cadences of feeds until ``stop`` is set."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    executor = ThreadPoolExecutor(1)
    scheduler = BackgroundScheduler(
        executors={"default": executor}, job_defaults=DEFAULTS, timezone=UTC
    )
    Keeper(engine, feeds, stop, scheduler, executor).run()
