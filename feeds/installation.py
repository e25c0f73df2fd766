"""What has reloads run on this installation: units of systemd, a crontab, a CronJob.

Each looks often which feeds are due: when that is, their cadences say, with their time zones.
"""

import getpass
import shlex
import sysconfig
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import URL

from . import installed_units


@dataclass(frozen=True)
class Installation:
    """The command, its feeds, and the variable of the environment that names the database."""

    feeds: Path
    variable: str
    value: str
    # Whether the database is the package's own server.
    is_embedded: bool

    @property
    def program(self) -> str:
        return str(Path(sysconfig.get_path("scripts"), "minzheng"))


def here(feeds: Path, home: Path | None, url: URL | None) -> Installation:
    """This installation; a password stays where libpq finds it, and out of files that many read."""
    if home:
        return Installation(feeds.absolute(), "MINZHENG_HOME", str(home), True)
    address = url._replace(password=None).render_as_string(hide_password=False) if url else ""
    return Installation(feeds.absolute(), "MINZHENG_DATABASE", address, False)


def systemd(found: Installation) -> dict[str, str]:
    """The units by the names of their files."""
    server = installed_units.SERVER_NAME if found.is_embedded else ""
    names = {
        "program": _quoted(found.program),
        "feeds": _quoted(str(found.feeds)),
        "environment": _quoted(f"{found.variable}={found.value}"),
        "user": getpass.getuser(),
        "after": f"network-online.target {server}".strip(),
        "requires": f"Requires={server}\n" if server else "",
    }
    files = {
        installed_units.RELOAD_NAME: installed_units.RELOAD,
        installed_units.TIMER_NAME: installed_units.TIMER,
    }
    if server:
        files = {server: installed_units.SERVER, **files}
    return {name: text.substitute(names) for name, text in files.items()}


def cron(found: Installation) -> dict[str, str]:
    """A crontab of the user."""
    names = {
        "environment": f"{found.variable}={found.value}",
        "program": _in_crontab(found.program),
        "feeds": _in_crontab(str(found.feeds)),
        "boot": installed_units.BOOT.substitute(program=_in_crontab(found.program))
        if found.is_embedded
        else "",
    }
    return {installed_units.CRONTAB_NAME: installed_units.CRONTAB.substitute(names)}


def kubernetes(found: Installation) -> dict[str, str]:
    """A CronJob, and the feeds as they are now."""
    text = found.feeds.read_text("utf-8")
    names = {
        "image": f"minzheng:{version('minzheng')}",
        "content": "\n".join(f"    {line}".rstrip() for line in text.splitlines()),
    }
    return {installed_units.MANIFEST_NAME: installed_units.MANIFEST.substitute(names)}


FORMS = {"systemd": systemd, "cron": cron, "kubernetes": kubernetes}


def _quoted(text: str) -> str:
    """An argument in a unit: in quotes, and nothing in it is expanded."""
    for mark, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        text = text.replace(mark, escaped)
    return f'"{text}"'


def _in_crontab(text: str) -> str:
    """An argument of a command, in which cron takes % for the end of the line."""
    return shlex.quote(text).replace("%", "\\%")
