"""Calls hooks: commands that read JSON, and addresses that it is posted to."""

import json
import logging
import subprocess
from collections.abc import Iterable
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from ..database.connection import environment
from ..printable import printable
from ..redaction import SecretMissing, revealed
from .feed import Hook
from .fetch_url import TEMPORARY

LOG = logging.getLogger(__name__)


def call_hooks(hooks: Iterable[Hook], event: str, facts: dict[str, Any]) -> None:
    """Call the hooks of an event. A hook that fails is logged; the others are still called."""
    LOG.info("event", extra={"facts": {"event": event, **facts}})
    message = printable(json.dumps({"event": event, **facts}, ensure_ascii=False, default=str))
    for hook in hooks:
        if event in hook.events:
            try:
                (_post if hook.url else _run)(hook, message)
            except (OSError, subprocess.SubprocessError, HTTPError, SecretMissing) as error:
                name = hook.url or " ".join(hook.command)
                LOG.error("hook failed", extra={"facts": {"hook": name, "error": str(error)}})


def _run(hook: Hook, message: str) -> None:
    subprocess.run(
        hook.command,
        input=message + "\n",
        encoding="utf-8",
        env=environment(),
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=hook.timeout.total_seconds(),
    )


def _post(hook: Hook, message: str) -> None:
    """Post the message; retry after 1, 2, 4, … s while the server is down or busy."""
    retries = urllib3.Retry(
        total=hook.attempts - 1,
        backoff_factor=0.5,
        status_forcelist=TEMPORARY,
        allowed_methods=None,
        redirect=False,
    )
    headers = {"Content-Type": "application/json"}
    with urllib3.PoolManager(timeout=hook.timeout.total_seconds(), retries=retries) as pool:
        url = revealed(str(hook.url))
        response = pool.request("POST", url, body=message.encode(), headers=headers)
    if response.status >= 300:
        raise HTTPError(f"the server answers {response.status}")
