"""Two servers, as docs/operate.md sets them up: a read replica, and recovery to a moment.

The replica has the tables by logical replication, and makes views of them as every database does.
"""

import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from faults.outcome import Outcome
from faults.processes import kill_server_of
from faults.scene import LISTS, SOURCES, Scene, checksum, made, scratch

from minzheng import database
from minzheng.database.embedded import Server, executables

PUBLISHED = """
    select string_agg(format('%I.%I', nspname, relname), ', ')
    from pg_class
    inner join pg_namespace on pg_namespace.oid = relnamespace
    where
        nspname in ('core', 'ops', 'calc')
        and relkind = 'r'
        and relname <> 'alembic_version'
"""
WITHOUT_KEY = """
    select format('alter table %s replica identity full', oid::regclass)
    from pg_class
    where
        relnamespace::regnamespace::text in ('core', 'ops', 'calc')
        and relkind = 'r'
        and not exists (select from pg_index where indrelid = pg_class.oid and indisprimary)
"""
NOT_COPIED = "select exists (select from pg_subscription_rel where srsubstate <> 'r')"
# Whether the replica has written what the first server had at a position of its log.
CAUGHT_UP = """
    select coalesce(bool_and(confirmed_flush_lsn >= %s), false) from pg_replication_slots
"""


def all_of(times: int) -> Iterator[Outcome]:
    some = max(times // 20, 1)
    with made(files=LISTS) as scene:
        with replicated(scene) as replica:
            yield lagging(scene, replica, some)
        yield recovered(scene, some)


@contextmanager
def replicated(scene: Scene) -> Iterator[Server]:
    """A second server that gets every change of the first."""
    configure(scene.server, "wal_level = logical")
    with scratch() as folder, superuser(scene.server) as first:
        for (statement,) in first.execute(WITHOUT_KEY).fetchall():
            first.execute(statement)
        (tables,) = first.execute(PUBLISHED).fetchone()
        first.execute(f"create publication minzheng for table {tables}")
        replica = Server(folder / "home")
        replica.start()
        engine = database.connect(replica.url)
        with engine.begin() as connection:
            database.upgrade(connection)
        engine.dispose()
        with superuser(replica) as second:
            second.execute(
                "create subscription replica connection"
                f" 'host=127.0.0.1 port={scene.server.port} dbname=minzheng user=postgres"
                f" password={scene.server.password('postgres')}' publication minzheng"
            )
        try:
            yield replica
        finally:
            with superuser(replica) as second:
                second.execute("drop subscription replica")
            replica.stop()


def lagging(scene: Scene, replica: Server, times: int) -> Outcome:
    """The replica is stopped, killed or slow while sources are loaded; then it catches up."""
    outcome = Outcome("replica behind, stopped or killed")
    with superuser(replica) as second:
        while second.execute(NOT_COPIED).fetchone()[0]:
            time.sleep(0.5)
    wait_for_replica(scene)
    for number in range(times):
        version = 1 - scene.at
        scene.write_all(version)
        loader = scene.fork()
        if number % 3 == 1:
            replica.stop()
        elif number % 3 == 2:
            kill_server_of(replica)
        # What readers of the replica see meanwhile is a state of the first server.
        os.waitpid(loader, 0)
        replica.start()
        found = scene.state(checksum(database.connect(replica.url)), version)
        wait_for_replica(scene)
        at_end = scene.state(checksum(database.connect(replica.url)), version)
        outcome.note(found, completes=at_end == SOURCES == scene.step(version))
        scene.at = version
    return outcome


def wait_for_replica(scene: Scene) -> None:
    with superuser(scene.server) as first:
        (position,) = first.execute("select pg_current_wal_lsn()").fetchone()
        deadline = time.monotonic() + 300
        while not first.execute(CAUGHT_UP, (position,)).fetchone()[0]:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def recovered(scene: Scene, times: int) -> Outcome:
    """A base backup and the archived log, brought to a moment between two sources."""
    outcome = Outcome("recovery to a moment")
    with scratch() as folder:
        archive = folder / "archive"
        archive.mkdir()
        if user := executables.service_user():
            os.chown(archive, user.pw_uid, user.pw_gid)
        configure(
            scene.server, "archive_mode = on", f'archive_command = \'cp "%p" {archive}/"%f"\''
        )
        for _ in range(times):
            found, is_right = recover(scene, folder, archive)
            outcome.note(found, completes=is_right)
    return outcome


def recover(scene: Scene, folder: Path, archive: Path) -> tuple[int | None, bool]:
    """Recover to after a random number of sources; the step that was found, and whether right."""
    version, wanted = 1 - scene.at, random.randrange(SOURCES + 1)
    base = folder / "base"
    program = scene.server.programs / "pg_basebackup"
    environment = {**os.environ, "PGPASSWORD": scene.server.password("postgres")}
    where = ["--host=127.0.0.1", f"--port={scene.server.port}", "--username=postgres"]
    subprocess.run([program, *where, f"--pgdata={base}"], env=environment, check=True)
    moment = datetime.now(UTC)
    for number in range(SOURCES):
        if number == wanted:
            moment = datetime.now(UTC)
        scene.write(version, number)
        assert not scene.reload().errors
    if wanted == SOURCES:
        moment = datetime.now(UTC)
    scene.at = version
    with superuser(scene.server) as first:
        # One more transaction, so that the log goes beyond the moment.
        first.execute("create table if not exists public.beyond (at timestamptz)")
        first.execute("insert into public.beyond values (now())")
        first.execute("select pg_switch_wal()")
        while first.execute(
            "select count(*) from pg_stat_archiver where last_archived_time > %s", (moment,)
        ).fetchone() == (0,):
            time.sleep(0.1)
    found = state_of_recovered(scene, folder, archive, moment, version)
    return found, found == wanted


def state_of_recovered(
    scene: Scene, folder: Path, archive: Path, moment: datetime, version: int
) -> int | None:
    """Start a server of the base backup in a home of its own, and look at mart there."""
    home = folder / "home"
    home.mkdir(mode=0o755)
    server = Server(home)
    (folder / "base").rename(server.data)
    shutil.copy(scene.server.passwords, server.passwords)
    (home / "port").write_text(str(scene.server.port))
    if user := executables.service_user():
        for path in (server.data, *server.data.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
        (home / "postgresql.log").touch()
        os.chown(home / "postgresql.log", user.pw_uid, user.pw_gid)
    configure_down(
        server,
        "archive_mode = off",
        f'restore_command = \'cp {archive}/"%f" "%p"\'',
        f"recovery_target_time = '{moment.isoformat()}'",
        "recovery_target_action = promote",
    )
    (server.data / "recovery.signal").touch()
    try:
        server.start()
        wait_for_promotion(server)
        return scene.state(checksum(database.connect(server.url)), version)
    finally:
        server.stop()
        shutil.rmtree(home)


def wait_for_promotion(server: Server) -> None:
    with superuser(server) as connection:
        while connection.execute("select pg_is_in_recovery()").fetchone() == (True,):
            time.sleep(0.1)


def configure(server: Server, *settings: str) -> None:
    server.stop()
    configure_down(server, *settings)
    server.start()


def configure_down(server: Server, *settings: str) -> None:
    with (server.data / "postgresql.conf").open("a") as file:
        file.writelines(f"{setting}\n" for setting in settings)


def superuser(server: Server) -> psycopg.Connection:
    address = {"host": "127.0.0.1", "port": server.port, "dbname": "minzheng"}
    login = {"user": "postgres", "password": server.password("postgres")}
    return psycopg.connect(**address, **login, autocommit=True)
