"""Writes systemd units, a crontab or a Kubernetes CronJob that run reloads of this installation.

Each of them often runs ``minzheng reload --due``; when a feed is due follows from its cadence.
"""

import getpass
import json
import shlex
import sysconfig
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import URL

from ..errors import MinzhengError
from ..redaction import REFERENCE, has_secret
from . import deployment_templates as templates


class SecretShown(MinzhengError):
    """What is written would show a secret; the message says where it stands."""


@dataclass(frozen=True)
class Installation:
    """The command, its feeds.toml, and the environment variable that names the database."""

    feeds: Path
    variable: str
    value: str
    # Whether the database is the package's own server.
    is_embedded: bool

    def secrets(self, where: str) -> list[str]:
        """The names of the secrets of env, file or credential that feeds.toml names."""
        found = REFERENCE.finditer(self.feeds.read_text(encoding="utf-8"))
        return sorted({one[2] for one in found if (one[1] or "env") == where})

    @property
    def command(self) -> str:
        return str(Path(sysconfig.get_path("scripts"), "minzheng"))


def installation(feeds: Path, home: Path | None, url: URL | None) -> Installation:
    """This installation. The files may be readable to all, so they hold no password.

    Raises SecretShown.
    """
    if home:
        return Installation(feeds.absolute(), "MINZHENG_HOME", str(home), True)
    address = url._replace(password=None).render_as_string(hide_password=False) if url else ""
    if has_secret(address):
        raise SecretShown("The address of the database has a secret in its parameters")
    return Installation(feeds.absolute(), "MINZHENG_DATABASE", address, False)


def systemd(installed: Installation) -> dict[str, str]:
    """The units, by file name."""
    server = templates.SERVER_NAME if installed.is_embedded else ""
    values = {
        "command": _quote_for_systemd(installed.command),
        "feeds": _quote_for_systemd(str(installed.feeds)).replace("$", "$$"),
        "environment": _quote_for_systemd(f"{installed.variable}={installed.value}"),
        "user": getpass.getuser(),
        "after": f"network-online.target {server}".strip(),
        "requires": f"Requires={server}\n" if server else "",
        "secrets": _secrets_for_systemd(installed),
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
    """A CronJob, and a ConfigMap with the present feeds.toml. Raises SecretShown."""
    text = installed.feeds.read_bytes().decode("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if has_secret(line):
            raise SecretShown(
                f"{installed.feeds}:{number} holds a secret, which a ConfigMap would show:"
                " name it as ${NAME}"
            )
    names = installed.secrets("env")
    values = {
        "secrets": templates.SECRETS.substitute(names=", ".join(names)) if names else "",
        "variables": "".join(templates.VARIABLE.substitute(name=name) for name in names),
        "image": f"minzheng:{version('minzheng')}",
        "content": _quote_for_yaml(text, indent=4),
    }
    return {templates.MANIFEST_NAME: templates.MANIFEST.substitute(values)}


def _secrets_for_systemd(installed: Installation) -> str:
    """What passes on the secrets that feeds.toml names; the unit itself may be readable to all."""
    lines = [templates.CREDENTIAL.substitute(name=name) for name in installed.secrets("credential")]
    if installed.secrets("env"):
        path = str(installed.feeds.with_suffix(".env")).replace("%", "%%")
        lines.insert(0, templates.ENVIRONMENT_FILE.substitute(path=path))
    return "".join(lines)


TARGETS = {"systemd": systemd, "cron": cron, "kubernetes": kubernetes}


def _quote_for_systemd(text: str) -> str:
    """A word in a unit: quoted, with no specifiers left to expand.

    Variables ($) are expanded in the arguments of a command alone: neither in the command itself
    nor in Environment=.
    """
    for mark, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%")):
        text = text.replace(mark, escaped)
    return f'"{text}"'


def _quote_for_yaml(text: str, *, indent: int) -> str:
    """A text as it is, line for line where YAML can hold it so.

    The number of blanks is said: else those before the first line would count as indentation.
    """
    if not text.replace("\n", "").replace("\t", "").isprintable() or not text.strip():
        # Of JSON, YAML does not know the pairs that stand for one character beyond U+FFFF.
        return "".join(_quote_character(one) for one in json.dumps(text, ensure_ascii=False))
    keep = "+" if text.endswith("\n") else "-"
    lines = text.removesuffix("\n").split("\n")
    block = "\n".join(" " * indent + line if line else "" for line in lines)
    return f"|2{keep}\n{block}"


def _quote_character(one: str) -> str:
    """A character in double quotes."""
    return one if one.isprintable() else f"\\U{ord(one):08x}"


def _quote_for_cron(text: str) -> str:
    """An argument in a crontab, where an unescaped % ends the command."""
    return shlex.quote(text).replace("%", "\\%")
