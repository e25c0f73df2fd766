import os
import shutil
import socket
import stat
import tempfile
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from minzheng.cli import main
from minzheng.database.embedded import Server, ServerError


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


def address(server):
    return server.url.render_as_string(hide_password=False)


def test_a_life_of_the_server(server, minzheng):
    first = minzheng("up")
    assert first.exit_code == 0, first.output
    assert "PostgreSQL started" in first.output
    port = server.port

    again = minzheng("up")
    assert again.exit_code == 0
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


def test_a_taken_port_is_reported_with_the_log(server):
    server.start()
    server.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", server.port))
        other.listen()
        with pytest.raises(ServerError, match=r"(?s)did not start.*in use"):
            server.start()
    assert server.start()


def test_a_home_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ServerError, match="Cannot write to"):
        Server(tmp_path / "file" / "home").start()


def test_a_reader_of_the_embedded_database_needs_no_password_typed(server, minzheng):
    assert minzheng("up").exit_code == 0
    assert minzheng("grant", "reader", "--password", "with:colon\\").exit_code == 0
    with psycopg.connect(minzheng("url", "--reader").output.strip()) as connection:
        assert connection.execute("select current_user").fetchone() == ("minzheng_reader",)
    assert server.password("minzheng_reader") == "with:colon\\"
    with psycopg.connect(address(server)) as connection:
        assert connection.execute("select current_user").fetchone() == ("minzheng",)


def test_a_reader_cannot_enter_another_database_of_the_server(server, minzheng):
    assert minzheng("up").exit_code == 0
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
