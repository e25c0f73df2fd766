"""Writes the status of feeds for Prometheus, to a file that the node exporter reads."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from .status import FeedStatus

GAUGES = {
    "last_success_timestamp_seconds": "Start of the last successful run",
    "last_change_timestamp_seconds": "When a run last changed data",
    "next_run_timestamp_seconds": "When the feed is tried next",
    "late": "Whether no run has succeeded within the grace period after the due time",
    "failing": "Whether the last run failed",
    "failures": "Failed runs in a row",
    "last_run_files": "Files that the last run checked",
    "last_run_rows_read": "Rows that the last run read",
    "last_run_rows_changed": "Rows that the last run added, revised or withdrew",
    "last_run_rows_rejected": "Rows that the last run rejected",
    "last_run_duration_seconds": "Duration of the last run",
}


def write_metrics(path: Path, statuses: Iterable[FeedStatus]) -> None:
    """Replace the file in one step, so that nobody reads half of it."""
    registry = CollectorRegistry()
    gauges = {
        name: Gauge(f"minzheng_feed_{name}", help, ["feed"], registry=registry)
        for name, help in GAUGES.items()
    }
    for status in statuses:
        for name, value in _values(status).items():
            if value is not None:
                gauges[name].labels(status.feed).set(value)
    write_to_textfile(str(path), registry)


def _values(status: FeedStatus) -> dict[str, float | None]:
    run = status.last_run
    changed = [run[name] for name in ("added", "revised", "withdrawn")] if run else []
    return {
        "last_success_timestamp_seconds": _timestamp(status.succeeded_at),
        "last_change_timestamp_seconds": _timestamp(status.changed_at),
        "next_run_timestamp_seconds": _timestamp(status.next_at),
        "late": status.late_since is not None,
        "failing": status.failing_since is not None,
        "failures": status.failures,
        "last_run_files": run.get("files"),
        "last_run_rows_read": run.get("read"),
        "last_run_rows_changed": sum(changed) if run else None,
        "last_run_rows_rejected": run.get("rejected"),
        "last_run_duration_seconds": run.get("seconds"),
    }


def _timestamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
