"""What follows each run and the passing of time: hooks are told, and metrics written."""

import logging

from sqlalchemy import Engine

from . import metrics, telling
from .feed import Feeds
from .health import healths
from .outcome import Report

LOG = logging.getLogger(__name__)


def after_run(engine: Engine, feeds: Feeds, report: Report) -> None:
    telling.of_run(engine, feeds, report)
    write_metrics(engine, feeds)


def as_time_passes(engine: Engine, feeds: Feeds) -> None:
    telling.of_lateness(engine, feeds)
    write_metrics(engine, feeds)


def write_metrics(engine: Engine, feeds: Feeds) -> None:
    """A file that cannot be written is logged, and disturbs nothing."""
    if not feeds.metrics:
        return
    with engine.connect() as connection:
        found = healths(connection)
    try:
        metrics.write(feeds.metrics, found)
    except OSError as error:
        facts = {"file": str(feeds.metrics), "error": error.strerror}
        LOG.error("metrics not written", extra={"facts": facts})
