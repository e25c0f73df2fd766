"""After each run, and at intervals: calls hooks and writes metrics."""

import logging

from sqlalchemy import Engine

from . import notify
from .feed import FeedsConfig
from .prometheus import write_metrics
from .reload_outcome import ReloadOutcome
from .status import feed_statuses

LOG = logging.getLogger(__name__)


def after_run(engine: Engine, config: FeedsConfig, outcome: ReloadOutcome) -> None:
    notify.of_run(engine, config, outcome)
    _write_metrics(engine, config)


def check_lateness(engine: Engine, config: FeedsConfig) -> None:
    notify.of_lateness(engine, config)
    _write_metrics(engine, config)


def _write_metrics(engine: Engine, config: FeedsConfig) -> None:
    """A file that cannot be written is logged, and stops nothing."""
    if not config.metrics:
        return
    with engine.connect() as connection:
        statuses = feed_statuses(connection)
    try:
        write_metrics(config.metrics, statuses)
    except OSError as error:
        facts = {"file": str(config.metrics), "error": error.strerror}
        LOG.error("metrics not written", extra={"facts": facts})
