"""Telling someone: commands that read JSON, and addresses that it is posted to."""

import json
import logging
import subprocess
from collections.abc import Iterable
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from .download import PASSING
from .feed import Hook

LOG = logging.getLogger(__name__)


def tell(hooks: Iterable[Hook], event: str, facts: dict[str, Any]) -> None:
    """Tell the hooks of an event. A hook that fails is logged, and disturbs nothing."""
    LOG.info("event", extra={"facts": {"event": event, **facts}})
    message = json.dumps({"event": event, **facts}, ensure_ascii=False, default=str)
    for hook in hooks:
        if event in hook.events:
            try:
                (post if hook.url else call)(hook, message)
            except (OSError, subprocess.SubprocessError, HTTPError) as error:
                target = hook.url or " ".join(hook.command)
                LOG.error("hook failed", extra={"facts": {"hook": target, "error": str(error)}})


def call(hook: Hook, message: str) -> None:
    subprocess.run(
        hook.command,
        input=message + "\n",
        encoding="utf-8",
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=hook.timeout.total_seconds(),
    )


def post(hook: Hook, message: str) -> None:
    """Post the message, with pauses of 1, 2, 4, … s where the address is not there or busy."""
    retries = urllib3.Retry(
        total=hook.attempts - 1,
        backoff_factor=0.5,
        status_forcelist=PASSING,
        allowed_methods=None,
        redirect=False,
    )
    headers = {"Content-Type": "application/json"}
    with urllib3.PoolManager(timeout=hook.timeout.total_seconds(), retries=retries) as pool:
        response = pool.request("POST", str(hook.url), body=message.encode(), headers=headers)
    if response.status >= 300:
        raise HTTPError(f"it answers {response.status}")
