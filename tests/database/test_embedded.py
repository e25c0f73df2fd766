import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text
from support import peculiar

from minzheng import database
from minzheng.cli import main
from minzheng.database.connection import as_libpq
from minzheng.database.embedded import Server, ServerError, executables


@pytest.fixture(scope="module")
def server():
    home = Path(tempfile.mkdtemp(prefix="minzheng-test-"))
    home.chmod(0o755)
    server = Server(home / "data")
    yield server
    server.stop()
    shutil.rmtree(home)


@pytest.fixture
def minzheng(server):
    environment = {"MINZHENG_HOME": str(server.home), "MINZHENG_DATABASE": None}
    return lambda *arguments: CliRunner().invoke(main, arguments, env=environment)


@pytest.fixture(scope="module")
def filled(server):
    """A server that runs, with the database of this release."""
    environment = {"MINZHENG_HOME": str(server.home), "MINZHENG_DATABASE": None}
    assert CliRunner().invoke(main, ["up"], env=environment).exit_code == 0
    return server


def address(server):
    return as_libpq(server.url)


def test_a_life_of_the_server(server, minzheng):
    first = minzheng("up")
    assert first.exit_code == 0, first.output
    assert "PostgreSQL started" in first.output
    port = server.port
    report = server.home / "report.html"
    assert f"Look at the report: {report}" in first.output
    assert report.read_text("utf-8").startswith("<!doctype html>")
    written = report.stat().st_mtime_ns

    again = minzheng("up")
    assert again.exit_code == 0
    assert report.stat().st_mtime_ns == written
    assert "Nothing changed." in again.output
    assert "started" not in again.output

    assert "stopped" in minzheng("down").output
    assert "not running" in minzheng("down").output
    assert minzheng("status").exit_code == 1
    assert "minzheng up" in minzheng("load").output

    assert minzheng("up").exit_code == 0
    assert server.port == port


def test_the_address_names_the_password_file_and_not_the_password(server):
    server.start()
    with psycopg.connect(address(server)) as connection:
        assert connection.execute("select current_user").fetchone() == ("minzheng",)
    assert server.password() not in address(server)


def test_only_the_user_can_read_the_passwords(server):
    server.start()
    assert stat.S_IMODE(server.passwords.stat().st_mode) == 0o600
    assert server.passwords.stat().st_uid == os.geteuid()


def test_a_wrong_password_is_refused(server):
    server.start()
    wrong = server.url.set(password="wrong", query={})
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong.render_as_string(hide_password=False))


def test_the_owner_is_no_superuser(server):
    server.start()
    with psycopg.connect(address(server)) as connection:
        query = "select rolsuper from pg_roles where rolname = current_user"
        assert connection.execute(query).fetchone() == (False,)


def test_the_owner_drops_a_database_in_which_others_are(server):
    server.start()
    with psycopg.connect(address(server), autocommit=True) as owner:
        owner.execute("create role other login password 'other'")
        owner.execute("create database scratch")
        theirs = {"user": "other", "password": "other", "dbname": "scratch"}
        with closing(psycopg.connect(address(server), **theirs)) as other:
            owner.execute("drop database scratch with (force)")
            with pytest.raises(psycopg.OperationalError):
                other.execute("select 1")


def test_a_server_whose_port_is_taken_moves_to_another_and_says_so(server, minzheng):
    server.start()
    server.stop()
    port = server.port
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        up = minzheng("up")
    assert up.exit_code == 0, up.output
    assert f"Another program has port {port}, so PostgreSQL now has port {server.port}" in up.output
    assert server.port != port
    with psycopg.connect(address(server)) as connection:
        assert connection.info.port == server.port


@pytest.mark.parametrize("left", [None, "", "0x1\n", "\0\0"])
def test_data_whose_port_was_lost_are_found_again(filled, left):
    with psycopg.connect(address(filled)) as connection:
        identity = connection.execute("select system_identifier from pg_control_system()")
        before = identity.fetchone()
    port = filled.home / "port"
    port.unlink() if left is None else port.write_text(left)
    assert filled.start()
    with psycopg.connect(address(filled)) as connection:
        identity = connection.execute("select system_identifier from pg_control_system()")
        assert identity.fetchone() == before


def test_data_that_nobody_can_enter_are_left_as_they_are(filled):
    filled.stop()
    for name in ("port", "pgpass"):
        (filled.home / name).rename(filled.home / f"{name}.kept")
    with pytest.raises(ServerError, match="lacks the files port and pgpass"):
        filled.start()
    for name in ("port", "pgpass"):
        (filled.home / f"{name}.kept").rename(filled.home / name)
    assert filled.start()
    psycopg.connect(address(filled)).close()


def test_what_a_killed_up_left_is_made_anew(open_folder):
    server = Server(open_folder / "killed")
    server.home.mkdir(mode=0o755)
    server.unfinished.touch()
    (server.data / "base").mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("18\n")
    try:
        assert server.start()
        assert not server.unfinished.exists()
    finally:
        server.stop()


def test_logs_are_for_their_user_alone(filled):
    filled.log.chmod(0o644)
    filled.stop()
    filled.start()
    for path in filled.home.glob("*.log"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_a_server_that_does_not_start_is_one_line(server):
    server.start()
    server.stop()
    configuration = server.data / "postgresql.conf"
    right = configuration.read_text()
    configuration.write_text(f"{right}shared_buffers = 'much'\n")
    with pytest.raises(ServerError, match="did not start: configuration file") as error:
        server.start()
    assert "\n" not in str(error.value)
    configuration.write_text(right)
    assert server.start()


@pytest.fixture
def open_folder():
    """A folder that the user who runs the server for root can enter."""
    folder = Path(tempfile.mkdtemp(prefix="minzheng-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def private():
    """A umask with which nobody else can enter new folders."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("private")
def test_a_home_may_have_any_name_and_be_made_in_any_umask(open_folder):
    """What an `up` that was killed has left is made anew."""
    home = open_folder / "Application Support" / "a \"b\" 'c' $HOME `id` 50% 数据 +&?#\\"
    server = Server(home)
    (server.data / "base").mkdir(parents=True)
    for folder in (home, server.data):
        folder.chmod(0o755)
    home.parent.chmod(0o755)
    try:
        assert server.start()
        with psycopg.connect(address(server)) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        engine = create_engine(address(server).replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            assert connection.execute(text("select 1")).scalar_one() == 1
        engine.dispose()
        environment = {"MINZHENG_HOME": str(home)}
        printed = CliRunner().invoke(main, ["url"], env=environment).output.strip()
        assert printed == address(server)
    finally:
        server.stop()


@pytest.mark.usefixtures("private")
def test_folders_that_root_makes_can_be_entered_by_the_user_who_runs_the_server(open_folder):
    if os.geteuid() != 0:
        pytest.skip("only root has another user run the server")
    programs = open_folder / "above" / "programs"
    executables.folders.make(programs, for_all=True)
    (programs / "initdb").write_text("#!/bin/sh\n")
    (programs / "initdb").chmod(0o700)
    (programs / "libpq").write_text("")
    executables.folders.open_to_all(programs)
    modes = [stat.S_IMODE((programs / name).stat().st_mode) for name in ("..", "initdb", "libpq")]
    assert list(map(oct, modes)) == ["0o755", "0o755", "0o644"]
    executables.require_entry(programs)


def test_a_closed_folder_is_one_line_that_says_what_to_do(open_folder):
    if os.geteuid() != 0:
        pytest.skip("only root has another user run the server")
    closed = open_folder / "a closed one"
    closed.mkdir(mode=0o700)
    with pytest.raises(ServerError, match=r"cannot enter .*chmod o\+x '.*/a closed one'") as error:
        Server(closed / "home").start()
    assert "\n" not in str(error.value)


def test_a_server_that_cannot_be_made_is_one_line(open_folder):
    class Foreign(Server):
        locale = ("--locale=xx_XX",)

    with pytest.raises(ServerError, match=r"could not be created: .*xx_XX") as error:
        Foreign(open_folder / "home").start()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("home", ["/tmp/a\nb", "/tmp/\x1b[31m", "/tmp/\udcff"])
def test_a_home_that_no_address_can_name_is_refused(home):
    environment = {"MINZHENG_HOME": home, "MINZHENG_DATABASE": None}
    refused = CliRunner().invoke(main, ["up"], env=environment)
    assert refused.exit_code == 1
    assert "MINZHENG_HOME has a control character, or is not UTF-8" in refused.output


@pytest.mark.parametrize("variables", peculiar.OF_SESSIONS + peculiar.OF_SERVERS, ids=str)
def test_no_variable_of_libpq_changes_the_embedded_server(server, monkeypatch, variables):
    server.start()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    engine = database.connect(server.url, is_complete=True)
    with engine.connect() as connection:
        query = text("select current_user, inet_server_port(), current_date::text")
        user, port, day = connection.execute(query).one()
    engine.dispose()
    assert (user, port, day[4]) == ("minzheng", server.port, "-")


def test_no_variable_of_libpq_changes_how_the_server_runs(server, monkeypatch):
    server.start()
    server.stop()
    for variables in peculiar.OF_SESSIONS + peculiar.OF_SERVERS:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("PGDATA", "/nowhere")
    assert server.start()
    monkeypatch.undo()
    with psycopg.connect(address(server)) as connection:
        names = ("client_encoding", "datestyle", "timezone", "search_path")
        found = [connection.execute(f"show {name}").fetchone()[0] for name in names]
    assert found == ["UTF8", "ISO, MDY", "UTC", '"$user", public']


def test_a_home_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ServerError, match="Cannot write to"):
        Server(tmp_path / "file" / "home").start()


@pytest.mark.usefixtures("filled")
def test_a_reader_of_the_embedded_database_needs_no_password_typed(server, minzheng):
    assert minzheng("grant", "reader", "--password", "with:colon\\").exit_code == 0
    with psycopg.connect(minzheng("url", "--reader").output.strip()) as connection:
        assert connection.execute("select current_user").fetchone() == ("minzheng_reader",)
    assert server.password("minzheng_reader") == "with:colon\\"
    with psycopg.connect(address(server)) as connection:
        assert connection.execute("select current_user").fetchone() == ("minzheng",)


@pytest.mark.usefixtures("filled")
def test_a_reader_cannot_enter_another_database_of_the_server(server, minzheng):
    assert minzheng("grant", "reader").exit_code == 0
    url = minzheng("url", "--reader").output.strip()
    for other in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(url, dbname=other)
    with (
        psycopg.connect(url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("set transaction read write; select lo_create(0)")


def psql(server, *arguments, **variables):
    """What psql says; it knows no terminal here."""
    command = [Path(sys.executable).with_name("minzheng"), "psql", "--no-psqlrc", *arguments]
    environment = {**os.environ, "MINZHENG_HOME": str(server.home), **variables}
    environment.pop("MINZHENG_DATABASE", None)
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return done.stdout.decode()


def test_psql_is_that_of_the_package_and_writes_utf8(server):
    server.start()
    query = "select '昭通', date '2024-02-03', current_setting('client_encoding')"
    variables = {"PGCLIENTENCODING": "GBK", "PGDATESTYLE": "German", "PGPASSWORD": "wrong"}
    version = r"\echo :VERSION_NUM"
    shown = psql(server, "-Atc", query, "-c", version, PATH="/nowhere", **variables)
    row, version = shown.splitlines()
    assert row == "昭通|2024-02-03|UTF8"
    assert version.startswith("18")


def test_the_password_of_a_named_database_is_no_argument_of_psql(server):
    server.start()
    url = as_libpq(server.url.set(password=server.password(), query={"sslmode": "disable"}))
    command = r"\! tr '\0' ' ' < /proc/$PPID/cmdline"
    environment = {**os.environ, "MINZHENG_DATABASE": url}
    program = Path(sys.executable).with_name("minzheng")
    done = subprocess.run(
        [program, "psql", "-Atc", "select 1", "-c", command], env=environment, capture_output=True
    )
    assert done.stdout.decode().startswith("1\n")
    assert server.password() not in done.stdout.decode()
    assert "minzheng@127.0.0.1" in done.stdout.decode()
