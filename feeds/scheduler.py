"""Reloads feeds whenever they are due, in the foreground: a job for each feed, one at a time.

ops.schedule says when a feed is tried next, so a run that was missed while no scheduler ran is made
up for once. While the database cannot be reached, the scheduler waits for it.
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

from . import monitor, schedule_table
from .clock import Clock
from .feed import Feed, FeedsConfig
from .hooks import call_hooks
from .reload import release, reload_feeds
from .reload_feed import database_message
from .reload_outcome import ReloadOutcome

LOG = logging.getLogger(__name__)

NO_DATABASE = (psycopg.OperationalError, OperationalError)
# The longest and the shortest time between two checks for late feeds.
LONGEST_PAUSE, SHORTEST_PAUSE = timedelta(seconds=15), timedelta(seconds=0.5)

# A job runs however late it is, and once for all the times that it missed.
JOB_DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


@dataclass(frozen=True)
class Scheduler:
    """Runs the jobs until ``stop`` is set."""

    engine: Engine
    config: FeedsConfig
    stop: Event
    jobs: BackgroundScheduler
    executor: ThreadPoolExecutor
    # For each feed, how often in a row there was no database.
    failures: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        for place, feed in enumerate(self.feeds):
            self.jobs.add_job(
                self.reload, feed.cadence and feed.cadence.trigger, [feed], id=job_id(place, feed)
            )
        clock = Clock()
        self.plan_all()
        self.jobs.start()
        LOG.info("schedule starts", extra={"facts": {"feeds": len(self.feeds)}})
        while not self.stop.wait(self.pause.total_seconds()):
            self.check(clock)
        LOG.info("schedule stops after the current transaction")
        self.jobs.pause()
        # Before the scheduler, whose shutdown holds a lock that the running job may need.
        self.executor.shutdown(wait=True)
        self.jobs.shutdown(wait=False)
        LOG.info("schedule ends")

    @property
    def feeds(self) -> list[Feed]:
        """The feeds that have a cadence."""
        return [feed for feed in self.config.feeds.values() if feed.cadence]

    @property
    def pause(self) -> timedelta:
        """The time between two checks: a quarter of the shortest grace period."""
        quarters = [feed.grace / 4 for feed in self.feeds]
        return max(SHORTEST_PAUSE, min([LONGEST_PAUSE, *quarters]))

    def reload(self, feed: Feed) -> None:
        """The job of a feed: reload it, call hooks, plan the next run."""
        try:
            for outcome in reload_feeds(self.engine, [feed], is_stopped=self.stop.is_set):
                monitor.after_run(self.engine, self.config, outcome)
                if self.failures.pop(feed.name, 0) and not outcome.errors:
                    call_hooks(self.config.hooks, "recovered", outcome.facts)
                self.plan_next(feed, outcome)
        except NO_DATABASE as error:
            self.wait_for_database(feed, error)
        except Exception:
            LOG.exception("reload failed", extra={"facts": {"feed": feed.name}})

    def plan_all(self) -> None:
        """Each job runs when ops.schedule says, or at once if that is past."""
        with self.engine.begin() as connection:
            schedule_table.register(connection, self.config)
            now = schedule_table.clock(connection)
            next_at = {row.feed: row.next_at for row in schedule_table.rows(connection)}
        for feed in self.feeds:
            self.plan(feed, next_at[feed.name] - now)

    def plan_next(self, feed: Feed, outcome: ReloadOutcome) -> None:
        """Plan the next run of a feed, and retry the failing feeds that come after it."""
        with self.engine.connect() as connection:
            now = schedule_table.clock(connection)
            rows = {row.feed: row for row in schedule_table.rows(connection)}
        self.plan(feed, rows[feed.name].next_at - now)
        for other in self.feeds:
            if outcome.changes and feed.name in other.after and rows[other.name].failing_since:
                self.plan(other, timedelta())

    def plan(self, feed: Feed, wait: timedelta) -> None:
        place = self.feeds.index(feed)
        at = datetime.now(UTC) + max(wait, timedelta())
        self.jobs.modify_job(job_id(place, feed), next_run_time=at)

    def wait_for_database(self, feed: Feed, error: BaseException) -> None:
        """Retry soon, later when the feed is due; hooks are called at the first failure only."""
        failures = self.failures[feed.name] = self.failures.get(feed.name, 0) + 1
        facts = {"feed": feed.name, "owner": feed.owner, "errors": [database_message(error)]}
        LOG.error("no database", extra={"facts": facts})
        if failures == 1:
            call_hooks(self.config.hooks, "failed", facts)
        pause, now = feed.pause(failures), datetime.now(UTC)
        if feed.cadence:
            until_due = feed.cadence.after(now) - now
            self.plan(feed, until_due if pause is None else min(pause, until_due))

    def check(self, clock: Clock) -> None:
        """Check for late feeds and what is to be released; plan again if the clock was set."""
        try:
            if clock.was_set():
                LOG.warning("the clock was set")
                self.plan_all()
            monitor.check_lateness(self.engine, self.config)
            release(self.engine, self.stop.is_set)
        except NO_DATABASE as error:
            LOG.warning("no database", extra={"facts": {"error": database_message(error)}})
        except Exception:
            LOG.exception("check failed")


def job_id(place: int, feed: Feed) -> str:
    """Sorts as the feeds are ordered: of jobs due at the same time APScheduler runs the least."""
    return f"{place:04} {feed.name}"


def run_scheduler(engine: Engine, config: FeedsConfig, stop: Event) -> None:
    """Reload feeds whenever they are due, until ``stop`` is set."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    executor = ThreadPoolExecutor(1)
    jobs = BackgroundScheduler(
        executors={"default": executor}, job_defaults=JOB_DEFAULTS, timezone=UTC
    )
    Scheduler(engine, config, stop, jobs, executor).run()
