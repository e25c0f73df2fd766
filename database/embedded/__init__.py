"""The embedded PostgreSQL server: made, started and stopped in one folder of the user's.

PostgreSQL refuses to run as root. There a system user of its own runs it, with a copy of the
programs where they lie out of that user's reach; no permission outside the folder is changed.
"""

import fcntl
import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, TextIO

import platformdirs
import psycopg
from psycopg import sql
from sqlalchemy import URL

from ..connection import environment_without, variables_ignored
from ..roles import TO_OWNERS_ALONE
from . import executables, folders, passwords, ports
from .executables import ServerError

__all__ = ["Server", "ServerError", "user_server"]

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
    # What is read lies in memory or on a solid disk, where going by an index costs little more.
    "random_page_cost": "1.1",
    # A plan of many files is one transaction, and each file makes tables of its own.
    "max_locks_per_transaction": "512",
    # Nobody is told anything; anybody may fill the queue, which takes 8 GB of the disk by default.
    "max_notify_queue_pages": "1024",
}
# Other programs may be quicker than we are.
NEW_PORTS = 5
# A shell that has the lock of the home as its input waits for the program, which does not have it:
# pg_ctl would hand it on to the server, which would keep it for good. Without a command after it
# the shell would become the program instead.
KEEP_LOCK = ("/bin/sh", "-c", '"$@"</dev/null;exit', "sh")

# A path that an address cannot have, or a file of lines.
UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
# How the programs of PostgreSQL begin what went wrong.
ERROR = re.compile(r"\b(?:FATAL|PANIC|ERROR|error|could not start server): +")


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
        # Without TLS: a variable may ask for it, and nothing leaves this machine.
        query = {"passfile": str(self.passwords), "sslmode": "disable"}
        return URL.create("postgresql", "minzheng", None, "127.0.0.1", self.port, "minzheng", query)

    @property
    def port(self) -> int:
        return int(self._stored("port"))

    @property
    def unfinished(self) -> Path:
        """It is there while the server is made: what is there then may be removed."""
        return self.home / "unfinished"

    def password(self, user: str = "minzheng") -> str:
        """Of minzheng, the owner of the database, of postgres, the superuser, or of a reader."""
        try:
            return self._passwords()[user]
        except KeyError:
            raise ServerError(f"{self.passwords} has no password of {user}") from None

    def store_password(self, user: str, password: str) -> None:
        """Store the password of a user, in place of an older one."""
        with self._locked():
            self._store("pgpass", passwords.format_file({**self._passwords(), user: password}))

    def has_password(self, user: str) -> bool:
        """Whether the password of a user is stored."""
        return user in self._passwords()

    @property
    def exists(self) -> bool:
        try:
            return (self.home / "port").read_text(encoding="utf-8").strip().isdecimal()
        except (OSError, UnicodeDecodeError):
            return False

    @property
    def running(self) -> bool:
        return self.exists and self._pg_ctl("status").returncode == 0

    @cached_property
    def programs(self) -> Path:
        """The folder of postgres, initdb and psql."""
        return executables.reachable(self.home / "programs")

    def start(self) -> bool:
        """Create the server if there is none, start it if it is down; whether it was down.

        It moves to another port for good where its own is taken by another program.
        """
        with self._locked() as lock:
            if self.exists:
                # Of one who was killed when all was made.
                self.unfinished.unlink(missing_ok=True)
            if self.running:
                return False
            if self.exists:
                self._start(self.port, lock)
            elif self.unfinished.exists() or not (self.data / "PG_VERSION").exists():
                self._create(lock)
            else:
                self._find_again(lock)
            return True

    def stop(self) -> bool:
        """Stop the server; whether it was up. Open transactions are rolled back."""
        if not self.running:
            return False
        with self._locked() as lock:
            stopped = self._pg_ctl("stop", "-m", "fast", "-w", lock=lock)
        if stopped.returncode != 0:
            raise ServerError(f"The server did not stop: {_reason(stopped.stdout)}")
        return True

    def _passwords(self) -> dict[str, str]:
        return passwords.parse_file(self._stored("pgpass"))

    def _create(self, lock: TextIO) -> None:
        """A server that runs, with the database. Its port is written last, when all is there."""
        self._store(self.unfinished.name, "")
        if self.data.exists():
            # What a process left that was killed.
            self._pg_ctl("stop", "-m", "immediate", lock=lock)
            shutil.rmtree(self.data)
        made = {user: secrets.token_urlsafe(24) for user in ("postgres", "minzheng")}
        self._store("pgpass", passwords.format_file(made))
        self._initdb(made["postgres"], lock)
        port = self._start(ports.free_port(), lock)
        try:
            self._create_database(port, made)
            self._store("port", str(port))
        except BaseException:
            self._pg_ctl("stop", "-m", "immediate", lock=lock)
            raise
        self.unfinished.unlink()

    def _find_again(self, lock: TextIO) -> None:
        """Start a whole server of which the file with the port was lost. Raises ServerError.

        Data of which nobody knows that they can be made anew are never removed.
        """
        self._pg_ctl("stop", "-m", "fast", lock=lock)
        port = self._start(ports.free_port(), lock)
        try:
            self._superuser(port, self.password("postgres"), "minzheng").close()
        except (psycopg.Error, ServerError) as error:
            self._pg_ctl("stop", "-m", "fast", lock=lock)
            raise ServerError(
                f"{self.data} has a server, but {self.home} lacks the files port and pgpass that"
                " belong to it: put them back, or move the folder away to begin anew"
            ) from error
        self._store("port", str(port))

    def _initdb(self, password: str, lock: TextIO) -> None:
        self.data.mkdir(mode=0o700)
        self.log.touch(mode=0o600)
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
            lock=lock,
        )
        pwfile.unlink()
        if made.returncode != 0:
            raise ServerError(f"The server could not be created: {_reason(made.stdout)}")
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            for name, value in self.settings.items():
                configuration.write(f"{name} = '{value}'\n")

    def _create_database(self, port: int, kept: dict[str, str]) -> None:
        """The user and the database of the package; the owner is not a superuser."""
        with self._superuser(port, kept["postgres"], "postgres") as connection:
            create = sql.SQL("create role minzheng login createrole createdb password {}")
            connection.execute(create.format(kept["minzheng"]))
            connection.execute("create database minzheng owner minzheng")
            # For loads of many rows, whose foreign keys are joined and need no second look.
            connection.execute("grant set on parameter session_replication_role to minzheng")
            # For the limits of others, which they cannot lift themselves.
            connection.execute("grant set on parameter temp_file_limit to minzheng")
            # To drop a database in which autovacuum works, and to end who stands in the way.
            connection.execute("grant pg_signal_backend to minzheng")
            # To say since when, and with what, the sessions of others stand in the way.
            connection.execute("grant pg_read_all_stats to minzheng")
            # Whoever may read the one database has nothing to do in the others.
            connection.execute("revoke all on database postgres, template1 from public")
        with self._superuser(port, kept["postgres"], "minzheng") as connection:
            connection.execute(sql.SQL(TO_OWNERS_ALONE).format(owner=sql.Literal("minzheng")))

    def _superuser(self, port: int, password: str, database: str) -> psycopg.Connection[Any]:
        with variables_ignored():
            return psycopg.connect(
                host="127.0.0.1",
                port=port,
                user="postgres",
                password=password,
                dbname=database,
                sslmode="disable",
                client_encoding="utf8",
                autocommit=True,
            )

    def _start(self, port: int, lock: TextIO) -> int:
        """Start the server, at another port where this one is taken; its port."""
        if self.log.exists():
            # It may quote statements: those of releases before could be read by others.
            self.log.chmod(0o600)
        for _attempt in range(NEW_PORTS):
            known = self.log.stat().st_size if self.log.exists() else 0
            options = ("-w", "-l", self.log.name, "-o", f"-p {port}")
            started = self._pg_ctl("start", *options, lock=lock)
            if started.returncode == 0:
                return port
            if not ports.is_taken(port):
                break
            port = ports.free_port()
            if self.exists:
                self._store("port", str(port))
        reason = _reason(self.log.read_bytes()[known:].decode(errors="replace"))
        raise ServerError(f"The server in {self.home} did not start: {reason} (see {self.log})")

    def _pg_ctl(
        self, *arguments: str, lock: TextIO | None = None
    ) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", *arguments, lock=lock)

    def _run(
        self, program: str, *arguments: str, lock: TextIO | None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in the home, as the one who runs the server.

        The data are named by a variable, and the log by its name alone: pg_ctl passes arguments on
        to a shell, which would expand a $ in the path. The program keeps the lock of the home until
        it has ended: if this process is killed meanwhile, the next one waits instead of removing
        the data under it.
        """
        user = executables.service_user()
        # Its own variables and locale would come to be those of the server.
        environment = {**environment_without(), "LC_ALL": "C", "PGDATA": str(self.data)}
        environment.pop("LANGUAGE", None)
        # A server started by pg_ctl would keep a pipe of ours open, so output goes to a file.
        with self._output(program) as output:
            result = subprocess.run(
                [*(KEEP_LOCK if lock else ()), str(self.programs / program), *arguments],
                stdin=lock or subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env=environment,
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=user and [],
                check=False,
            )
            output.seek(0)
            return subprocess.CompletedProcess(result.args, result.returncode, output.read())

    def _output(self, program: str) -> TextIO:
        try:
            path = self.home / f"{program}.log"
            file = path.open("w+", encoding="utf-8", errors="replace")
            path.chmod(0o600)
            return file
        except OSError as error:
            raise ServerError(f"Cannot write to {self.home}: {error.strerror}") from error

    @contextmanager
    def _locked(self) -> Iterator[TextIO]:
        """Hold the lock of the home: one process at a time creates, starts or stops the server."""
        try:
            folders.make(self.home, for_all=executables.service_user() is not None)
            lock = (self.home / "lock").open("w", encoding="utf-8")
        except OSError as error:
            raise ServerError(f"Cannot write to {self.home}: {error.strerror}") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            executables.require_entry(self.home)
            yield lock

    def _stored(self, name: str) -> str:
        try:
            return (self.home / name).read_text(encoding="utf-8")
        except OSError as error:
            raise ServerError(f"Cannot read {self.home / name}: {error.strerror}") from error

    def _store(self, name: str, text: str) -> None:
        """Write a file that only the user can read; whoever reads it meets the old or the new."""
        new = self.home / f"{name}.new"
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        new.rename(self.home / name)


def user_server() -> Server:
    """The user's server: in MINZHENG_HOME, or the folder the platform keeps for such data."""
    if home := os.environ.get("MINZHENG_HOME"):
        if UNFIT.search(home):
            raise ServerError("MINZHENG_HOME has a control character, or is not UTF-8")
        return Server(Path(home).absolute())
    if os.geteuid() == 0:
        # The home of root is closed to the user that runs the server.
        return Server(executables.HOME_OF_ROOT)
    return Server(platformdirs.user_data_path("minzheng"))


def _reason(output: str) -> str:
    """The line of a program's output that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    found = next(filter(ERROR.search, lines), lines[-1] if lines else "it said nothing")
    return ERROR.split(found)[-1].strip()
