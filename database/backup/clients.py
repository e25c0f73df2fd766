"""The programs of PostgreSQL that write and read dumps."""

import shutil
import subprocess
import tempfile
from contextlib import suppress
from threading import Thread
from typing import IO

from sqlalchemy import URL

from ..client_programs import environment_for, find
from ..connection import as_libpq, environment_without
from ..role_rights import SCHEMAS
from .backup_manifest import BackupError

# What a dump says of a session that servers before PostgreSQL 17 do not know.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"

BLOCK = 1 << 20


def dump(address: URL, snapshot: str, into: IO[bytes]) -> None:
    """Write a dump of our schemas, as an exported snapshot sees them. Raises BackupError.

    What modellers made is made anew of mart; the owner could not read it, and whoever restores
    would execute it.
    """
    arguments = ["--format=custom", f"--snapshot={snapshot}", "--no-password"]
    arguments += [f"--schema={schema}" for schema in SCHEMAS]
    with _Program("pg_dump", arguments, address, stdout=subprocess.PIPE) as program:
        shutil.copyfileobj(program.output, into)


def restore(address: URL, dumped: IO[bytes]) -> None:
    """Execute a dump in a database, all of it or nothing, for the user of the address as owner.

    Raises BackupError.
    """
    read = ["--no-owner", "--no-acl", "--file=-"]
    write = ["--quiet", "--no-psqlrc", "--no-password", "--single-transaction"]
    write += ["--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"]
    pipe = subprocess.PIPE
    with (
        _Program("psql", write, address, stdin=pipe) as server,
        _Program("pg_restore", read, None, stdin=pipe, stdout=pipe) as reader,
    ):
        # It reads and writes by turns: neither may wait for the other.
        feeder = Thread(target=_feed, args=(reader, dumped), daemon=True)
        feeder.start()
        for line in reader.output:
            if line != UNKNOWN_BEFORE_17 and not server.take(line):
                break
        feeder.join()


def _feed(reader: "_Program", dumped: IO[bytes]) -> None:
    while reader.take(dumped.read(BLOCK)):
        pass
    reader.close_input()


class _Program:
    """A program of PostgreSQL at work. At the end of the block it has ended, or is ended.

    Raises BackupError with the first thing that it complained of, unless it ended well.
    """

    def __init__(
        self,
        name: str,
        arguments: list[str],
        address: URL | None,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
    ) -> None:
        self.name = name
        # Closed at the end of the block.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        environment = {**_environment(address), "PGCLIENTENCODING": "UTF8"}
        self._process = subprocess.Popen(
            [
                find(name),
                *arguments,
                *([] if address is None else [f"--dbname={_named(address)}"]),
            ],
            stdin=stdin,
            stdout=stdout,
            stderr=self._complaints,
            env=environment,
        )

    @property
    def output(self) -> IO[bytes]:
        assert self._process.stdout
        return self._process.stdout

    def take(self, block: bytes) -> bool:
        """Give it input; whether it takes any more."""
        assert self._process.stdin
        try:
            self._process.stdin.write(block)
        except OSError:
            # Why it ended, it says itself.
            return False
        return bool(block)

    def close_input(self) -> None:
        if self._process.stdin:
            # What it has not taken when it ends cannot be flushed.
            with suppress(OSError):
                self._process.stdin.close()

    def __enter__(self) -> "_Program":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close_input()
        if self._process.stdout:
            self._process.stdout.close()
        if kind is not None:
            self._process.kill()
        code = self._process.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").splitlines()
        self._complaints.close()
        if kind is None and code != 0:
            told = next((line for line in lines if line.strip()), "it said nothing")
            raise BackupError(f"{self.name} failed: {told.removeprefix(self.name + ': ')}")


def _environment(address: URL | None) -> dict[str, str]:
    if address is None:
        return environment_without()
    # The address of the embedded server names its file of passwords, and all else.
    return environment_for(address, is_complete="passfile" in address.query)


def _named(address: URL) -> str:
    return as_libpq(address._replace(password=None))
