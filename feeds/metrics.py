"""The state of feeds for Prometheus, in a file that the node exporter reads."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from .health import Health

GAUGES = {
    "last_success_timestamp_seconds": "When the last run began that left the feed up to date",
    "last_change_timestamp_seconds": "When a run last changed something",
    "next_run_timestamp_seconds": "When the feed is tried next",
    "late": "Whether no run has succeeded within the grace after it was due",
    "failing": "Whether the last run failed",
    "failures": "Runs that failed in a row",
    "last_run_files": "Files that the last run looked at",
    "last_run_rows_read": "Rows that the last run read",
    "last_run_rows_changed": "Rows that the last run added, revised or withdrew",
    "last_run_rows_rejected": "Rows that the last run rejected",
    "last_run_duration_seconds": "How long the last run took",
}


def write(path: Path, healths: Iterable[Health]) -> None:
    """Write the file anew, at once: who reads it meets the old one or the new one."""
    registry = CollectorRegistry()
    gauges = {
        name: Gauge(f"minzheng_feed_{name}", words, ["feed"], registry=registry)
        for name, words in GAUGES.items()
    }
    for health in healths:
        for name, value in values(health).items():
            if value is not None:
                gauges[name].labels(health.feed).set(value)
    write_to_textfile(str(path), registry)


def values(health: Health) -> dict[str, float | None]:
    run = health.last_run
    changed = [run[name] for name in ("added", "revised", "withdrawn")] if run else []
    return {
        "last_success_timestamp_seconds": _timestamp(health.succeeded_at),
        "last_change_timestamp_seconds": _timestamp(health.changed_at),
        "next_run_timestamp_seconds": _timestamp(health.next_at),
        "late": health.late_since is not None,
        "failing": health.failing_since is not None,
        "failures": health.failures,
        "last_run_files": run.get("files"),
        "last_run_rows_read": run.get("read"),
        "last_run_rows_changed": sum(changed) if run else None,
        "last_run_rows_rejected": run.get("rejected"),
        "last_run_duration_seconds": run.get("seconds"),
    }


def _timestamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
