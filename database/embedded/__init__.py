"""The embedded PostgreSQL server: made, started and stopped in one folder of the user's.

PostgreSQL refuses to run as root. There a system user of its own runs it, with a copy of the
programs where they lie out of that user's reach; no permission outside the folder is changed.
"""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, TextIO

import platformdirs
import psycopg
from psycopg import sql
from sqlalchemy import URL

from ..roles import LARGE_OBJECTS
from . import executables, passwords
from .executables import ServerError

__all__ = ["Server", "ServerError", "at_home"]

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # Clients come by TCP; a socket file would need a folder that both users may write.
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "shared_buffers": "256MB",
    # A load of millions of rows should not have to wait for checkpoints.
    "max_wal_size": "2GB",
    "jit": "off",
}


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server in ``home``, which need not exist yet."""

    home: Path

    settings: ClassVar = SETTINGS
    # The same order and case of characters on every system.
    locale: ClassVar = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")

    @property
    def data(self) -> Path:
        return self.home / f"postgresql-{executables.VERSION}"

    @property
    def passwords(self) -> Path:
        """A pgpass file: libpq reads it where a URL names it."""
        return self.home / "pgpass"

    @property
    def log(self) -> Path:
        return self.home / "postgresql.log"

    @property
    def url(self) -> URL:
        """For libpq, psycopg and SQLAlchemy; it names the password file, not the password."""
        return self._url("minzheng", "minzheng")

    @property
    def port(self) -> int:
        return int(self._stored("port"))

    def password(self, user: str = "minzheng") -> str:
        """Of minzheng, the owner of the database, of postgres, the superuser, or of a reader."""
        try:
            return self._passwords()[user]
        except KeyError:
            raise ServerError(f"{self.passwords} has no password of {user}") from None

    def remember(self, user: str, password: str) -> None:
        """Keep the password of a user, instead of the one that was kept."""
        with self._alone():
            kept = {**self._passwords(), user: password}
            self._store("pgpass", passwords.written(self.port, kept))

    def knows(self, user: str) -> bool:
        """Whether the password of a user is kept."""
        return user in self._passwords()

    @property
    def exists(self) -> bool:
        return (self.home / "port").exists()

    @property
    def running(self) -> bool:
        return self.exists and self._pg_ctl("status").returncode == 0

    @cached_property
    def programs(self) -> Path:
        """The folder of postgres, initdb and psql."""
        return executables.reachable(self.home / "programs")

    def start(self) -> bool:
        """Make the server if there is none, start it if it is down; whether it was down."""
        with self._alone():
            if self.running:
                return False
            if not self.exists:
                self._make()
            self._start()
            return True

    def stop(self) -> bool:
        """Stop the server after the transactions in hand; whether it was up."""
        if not self.running:
            return False
        with self._alone():
            _succeed(self._pg_ctl("stop", "-m", "fast", "-w"), "The server did not stop")
        return True

    def _passwords(self) -> dict[str, str]:
        return passwords.read(self._stored("pgpass"))

    def _make(self) -> None:
        owner, password = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        self.log.touch()
        port = _free_port()
        self._store("pgpass", passwords.written(port, {"postgres": owner, "minzheng": password}))
        self._initdb(owner, port)
        self._store("port", str(port))
        self._start()
        try:
            self._make_database(password)
        except BaseException:
            self._pg_ctl("stop", "-m", "immediate")
            (self.home / "port").unlink()
            raise
        self._pg_ctl("stop", "-m", "fast", "-w")

    def _initdb(self, password: str, port: int) -> None:
        pwfile = self.home / "initdb-password"
        self._store(pwfile.name, password)
        if user := executables.service_user():
            for path in (self.data, self.log, pwfile):
                os.chown(path, user.pw_uid, user.pw_gid)
        made = self._run(
            "initdb",
            f"--pgdata={self.data}",
            f"--pwfile={pwfile}",
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            *self.locale,
        )
        pwfile.unlink()
        _succeed(made, "The server could not be made")
        with (self.data / "postgresql.conf").open("a") as configuration:
            for name, value in {**self.settings, "port": port}.items():
                configuration.write(f"{name} = '{value}'\n")

    def _make_database(self, password: str) -> None:
        """The user and the database of the package; the owner is no superuser."""
        url = self._url("postgres", "postgres").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            create = sql.SQL("create role minzheng login createrole createdb password {}")
            connection.execute(create.format(password))
            connection.execute("create database minzheng owner minzheng")
            # For loads of many rows, whose foreign keys are joined and need no second look.
            connection.execute("grant set on parameter session_replication_role to minzheng")
            # Whoever may read the one database has nothing to do in the others.
            connection.execute("revoke all on database postgres, template1 from public")
        url = self._url("postgres", "minzheng").render_as_string(hide_password=False)
        with psycopg.connect(url) as connection:
            connection.execute(LARGE_OBJECTS)

    def _start(self) -> None:
        started = self._pg_ctl("start", "-w", "-l", str(self.log))
        if started.returncode != 0:
            tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])
            raise ServerError(f"The server in {self.home} did not start. Its log ends:\n{tail}")

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", "-D", str(self.data), *arguments)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # A server started by pg_ctl would keep a pipe of ours open, so output goes to a file.
        user = executables.service_user()
        with self._output(program) as output:
            result = subprocess.run(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=user and [],
                check=False,
            )
            output.seek(0)
            return subprocess.CompletedProcess(result.args, result.returncode, output.read())

    def _output(self, program: str) -> TextIO:
        try:
            return (self.home / f"{program}.log").open("w+")
        except OSError as error:
            raise ServerError(f"Cannot write to {self.home}: {error.strerror}") from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes, starts or stops the server."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            lock = (self.home / "lock").open("w")
        except OSError as error:
            raise ServerError(f"Cannot write to {self.home}: {error.strerror}") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _url(self, user: str, database: str) -> URL:
        return URL.create(
            "postgresql",
            username=user,
            host="127.0.0.1",
            port=self.port,
            database=database,
            query={"passfile": str(self.passwords)},
        )

    def _stored(self, name: str) -> str:
        try:
            return (self.home / name).read_text()
        except OSError as error:
            raise ServerError(f"Cannot read {self.home / name}: {error.strerror}") from error

    def _store(self, name: str, text: str) -> None:
        """Write a file that only the user can read."""
        descriptor = os.open(self.home / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)


def at_home() -> Server:
    """The user's server: in MINZHENG_HOME, or the folder the platform keeps for such data."""
    if home := os.environ.get("MINZHENG_HOME"):
        return Server(Path(home).absolute())
    if os.geteuid() == 0:
        # The home of root is closed to the user that runs the server.
        return Server(Path("/var/lib/minzheng"))
    return Server(platformdirs.user_data_path("minzheng"))


def _succeed(result: subprocess.CompletedProcess[str], failure: str) -> None:
    if result.returncode != 0:
        raise ServerError(f"{failure}:\n{result.stdout.strip()}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
