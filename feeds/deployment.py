"""Writes systemd units, a crontab or a Kubernetes CronJob that run reloads of this installation.

Each of them often runs ``minzheng reload --due``; when a feed is due follows from its cadence.
"""

import getpass
import shlex
import sysconfig
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import URL

from . import deployment_templates as templates


@dataclass(frozen=True)
class Installation:
    """The command, its feeds.toml, and the environment variable that names the database."""

    feeds: Path
    variable: str
    value: str
    # Whether the database is the package's own server.
    is_embedded: bool

    @property
    def command(self) -> str:
        return str(Path(sysconfig.get_path("scripts"), "minzheng"))


def installation(feeds: Path, home: Path | None, url: URL | None) -> Installation:
    """This installation. The files may be readable to all, so they hold no password."""
    if home:
        return Installation(feeds.absolute(), "MINZHENG_HOME", str(home), True)
    address = url._replace(password=None).render_as_string(hide_password=False) if url else ""
    return Installation(feeds.absolute(), "MINZHENG_DATABASE", address, False)


def systemd(installed: Installation) -> dict[str, str]:
    """The units, by file name."""
    server = templates.SERVER_NAME if installed.is_embedded else ""
    values = {
        "command": _quote_for_systemd(installed.command),
        "feeds": _quote_for_systemd(str(installed.feeds)),
        "environment": _quote_for_systemd(f"{installed.variable}={installed.value}"),
        "user": getpass.getuser(),
        "after": f"network-online.target {server}".strip(),
        "requires": f"Requires={server}\n" if server else "",
    }
    files = {
        templates.RELOAD_NAME: templates.RELOAD,
        templates.TIMER_NAME: templates.TIMER,
    }
    if server:
        files = {server: templates.SERVER, **files}
    return {name: template.substitute(values) for name, template in files.items()}


def cron(installed: Installation) -> dict[str, str]:
    """A crontab of the user."""
    command = _quote_for_cron(installed.command)
    values = {
        "environment": f"{installed.variable}={installed.value}",
        "command": command,
        "feeds": _quote_for_cron(str(installed.feeds)),
        "boot": templates.BOOT.substitute(command=command) if installed.is_embedded else "",
    }
    return {templates.CRONTAB_NAME: templates.CRONTAB.substitute(values)}


def kubernetes(installed: Installation) -> dict[str, str]:
    """A CronJob, and a ConfigMap with the present feeds.toml."""
    text = installed.feeds.read_text("utf-8")
    values = {
        "image": f"minzheng:{version('minzheng')}",
        "content": "\n".join(f"    {line}".rstrip() for line in text.splitlines()),
    }
    return {templates.MANIFEST_NAME: templates.MANIFEST.substitute(values)}


TARGETS = {"systemd": systemd, "cron": cron, "kubernetes": kubernetes}


def _quote_for_systemd(text: str) -> str:
    """An argument in a unit: quoted, with nothing left for systemd to expand."""
    for mark, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        text = text.replace(mark, escaped)
    return f'"{text}"'


def _quote_for_cron(text: str) -> str:
    """An argument in a crontab, where an unescaped % ends the command."""
    return shlex.quote(text).replace("%", "\\%")
