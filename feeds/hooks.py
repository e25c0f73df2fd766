"""Calls hooks: commands that read JSON, and addresses that it is posted to."""

import logging
import subprocess
import tempfile
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError

from ..database.connection import environment
from ..printable import printable_json
from ..redaction import SecretMissing, revealed
from .feed import Hook
from .fetch_url import TEMPORARY, reason

LOG = logging.getLogger(__name__)
# Characters of what a hook writes to standard error that are told.
MOST_OUTPUT = 1000


def call_hooks(hooks: Iterable[Hook], event: str, facts: dict[str, Any]) -> None:
    """Call the hooks of an event. A hook that fails is logged; the others are still called."""
    LOG.info("event", extra={"facts": {"event": event, **facts}})
    message = printable_json({"event": event, **facts})
    for hook in hooks:
        if event in hook.events:
            try:
                (_post if hook.url else _run)(hook, message)
            except (OSError, subprocess.SubprocessError, HTTPError, SecretMissing) as error:
                LOG.error("hook failed", extra={"facts": _failure(hook, error)})


def _failure(hook: Hook, error: Exception) -> dict[str, str]:
    """What is told of a hook that failed: arguments and paths of addresses are often secrets."""
    if hook.url:
        parts = urlsplit(hook.url)
        told = {"hook": f"{parts.scheme}://{parts.hostname}", "error": _reason(error)}
    elif isinstance(error, subprocess.CalledProcessError):
        told = {"hook": hook.command[0], "error": f"it ends with exit code {error.returncode}"}
    elif isinstance(error, subprocess.TimeoutExpired):
        told = {"hook": hook.command[0], "error": f"it takes longer than {error.timeout:g} s"}
    else:
        told = {"hook": hook.command[0], "error": str(error)}
    output = getattr(error, "stderr", None)
    return told | ({"output": output} if output else {})


def _reason(error: Exception) -> str:
    """What happened, without the path of the address, which urllib3 says after the last retry."""
    return reason(error.reason or error if isinstance(error, MaxRetryError) else error)


def _run(hook: Hook, message: str) -> None:
    # A hook may leave a program behind, which would keep a pipe open, so errors go to a file.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        try:
            subprocess.run(
                hook.command,
                input=message + "\n",
                encoding="utf-8",
                env=environment(),
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                timeout=hook.timeout.total_seconds(),
            )
        except subprocess.CalledProcessError as error:
            errors.seek(0)
            error.stderr = errors.read(MOST_OUTPUT).strip()
            raise


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
