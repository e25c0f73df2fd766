"""A backup is restored as it was, or refused and nothing is touched."""

import json
import os
import stat
import zipfile

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text
from support.databases import clone_of, new_database, query
from support.loading import FIGURE, SOURCE, know_tables, load_figures

from minzheng import database
from minzheng.cli import main
from minzheng.database import backup, kept, roles
from minzheng.database.backup.backup_manifest import DUMP, MANIFEST
from minzheng.database.role_rights import MODELLER
from minzheng.database.role_rights import READER as READER_KIND

# Roles are of the whole server, which processes that test side by side may share.
READER = f"backup_reader{os.environ.get('PYTEST_XDIST_WORKER', '')}"
SCHEMAS = "select count(*) from pg_namespace where nspname in ('core', 'ops', 'calc', 'mart')"

# A database with the reference lists.
engine = clone_of("reference_template")


@pytest.fixture
def empty(server_url):
    with new_database(server_url) as engine:
        yield engine


@pytest.fixture
def reader(engine, empty):
    with engine.begin() as connection:
        roles.grant(connection, READER, "secret")
        connection.execute(text(f"grant select (code) on core.source to {READER}"))
    yield READER
    for one in (engine, empty):
        with one.begin() as connection:
            connection.execute(text(f"drop owned by {READER}"))
    drop_role(empty)


def drop_role(engine, role=READER):
    with engine.begin() as connection:
        connection.execute(text(f"drop owned by {role}"))
        connection.execute(text(f"drop role {role}"))


@pytest.fixture
def modeller(engine):
    """A login that has made something that the owner cannot read."""
    name = f"backup_modeller{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    with engine.begin() as connection:
        roles.grant(connection, name, "secret", MODELLER)
    own = create_engine(engine.url.set(username=name, password="secret"))
    with own.begin() as connection:
        connection.execute(text("create table made as select * from mart.unit"))
    own.dispose()
    yield name
    drop_role(engine, name)


def write(engine, path):
    return backup.write(engine, engine.url, path, "1.0")


def rewritten(path, name, change):
    """The backup with one of its members changed."""
    new = path.with_name(f"{name} {path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as archive:
        for member in old.namelist():
            content = old.read(member)
            archive.writestr(member, change(content) if member == name else content)
    return new


def test_what_is_restored_equals_what_was_backed_up_then_and_is_of_this_release(
    engine, empty, reader, modeller, tmp_path
):
    know_tables(engine, tmp_path, SOURCE)
    assert load_figures(engine, tmp_path, [FIGURE]).outcome == "loaded"
    path = tmp_path / "backup.zip"
    written = write(engine, path)
    assert written.relations["core.observation"].rows == 1
    assert written.relations["mart.reported"].rows == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    load_figures(engine, tmp_path, [FIGURE | {"printed": "1,235"}])
    manifest, notes = backup.restore(empty, empty.url, path)
    assert manifest == written
    assert all(note.startswith("Revoked") for note in notes)
    assert backup.differing(empty, manifest) == []
    assert backup.differing(engine, manifest) != []
    with empty.connect() as connection:
        assert database.differences(connection) == []
        assert kept.differences(connection) == {}
    # What a modeller made is executed by nobody else.
    assert query(empty, f"select to_regnamespace('{modeller}')::text") == [(None,)]
    with empty.begin() as connection:
        connection.execute(text(f"drop owned by {modeller}"))
    assert load_figures(empty, tmp_path, [FIGURE | {"printed": "1,235"}]).revised == 1


def test_a_reader_has_the_rights_that_it_had_and_no_others(engine, empty, reader, tmp_path):
    write(engine, tmp_path / "backup.zip")
    backup.restore(empty, empty.url, tmp_path / "backup.zip")
    for right, expected in {
        "has_table_privilege(:role, 'mart.value', 'select')": True,
        "has_column_privilege(:role, 'core.source', 'code', 'select')": True,
        "has_column_privilege(:role, 'core.source', 'title', 'select')": False,
        "has_schema_privilege(:role, 'core', 'usage')": False,
        "has_schema_privilege(:role, 'public', 'usage')": False,
    }.items():
        assert query(empty, f"select {right}", role=reader) == [(expected,)], right
    with empty.begin() as connection:
        connection.execute(text("create view mart.later as select 1 as one"))
    later = "select has_table_privilege(:role, 'mart.later', 'select')"
    assert query(empty, later, role=reader) == [(True,)]


def test_a_role_that_is_gone_is_made_again_without_a_password(engine, empty, tmp_path):
    with engine.begin() as connection:
        roles.grant(connection, READER, "secret")
    write(engine, tmp_path / "backup.zip")
    drop_role(engine)
    _manifest, notes = backup.restore(empty, empty.url, tmp_path / "backup.zip")
    assert notes[0].startswith(f"The role {READER} is new here, and has no password")
    found = "select rolcanlogin, rolconnlimit, rolconfig from pg_roles where rolname = :role"
    [(may_log_in, limit, settings)] = query(empty, found, role=READER)
    assert (may_log_in, limit) == (True, READER_KIND.connections)
    assert "default_transaction_read_only=on" in settings
    drop_role(empty)


def of_another_revision(content):
    return json.dumps(json.loads(content) | {"revision": "r9999"}).encode()


def test_what_cannot_be_restored_is_refused_and_nothing_is_touched(engine, empty, tmp_path):
    path = tmp_path / "backup.zip"
    write(engine, path)
    (tmp_path / "text.zip").write_text("no archive")
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[:5000])
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.csv", "a")
    refused = {
        tmp_path / "text.zip": "is not a whole backup",
        tmp_path / "cut.zip": "is not a whole backup",
        tmp_path / "other.zip": "is not a backup of minzheng",
        rewritten(path, MANIFEST, of_another_revision): "which is newer",
        rewritten(path, MANIFEST, lambda _content: b"{}"): "is not a whole backup",
        rewritten(path, DUMP, lambda content: content[: len(content) // 2]): "pg_restore failed",
    }
    for file, words in refused.items():
        with pytest.raises(backup.BackupError, match=words):
            backup.restore(empty, empty.url, file)
        assert query(empty, SCHEMAS) == [(0,)], file
    with pytest.raises(backup.BackupError, match="is not empty"):
        backup.restore(engine, engine.url, path)


def test_a_backup_that_fails_leaves_the_one_before(engine, tmp_path):
    path = tmp_path / "backup.zip"
    write(engine, path)
    before = path.read_bytes()
    with pytest.raises(backup.BackupError, match="pg_dump failed"):
        backup.write(engine, engine.url.set(database="is_not_there"), path, "1.0")
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["backup.zip"]


def test_a_database_that_is_restored_wrongly_is_told(engine, empty, tmp_path):
    def other(content):
        known = json.loads(content)
        known["relations"]["core.source"]["checksum"] = "0"
        return json.dumps(known).encode()

    write(engine, tmp_path / "backup.zip")
    path = rewritten(tmp_path / "backup.zip", MANIFEST, other)
    ended = run(empty, "restore", path)
    assert ended.exit_code == 1
    assert "not as they were" in ended.output
    assert ended.output.rstrip().endswith("core.source")


def test_of_a_folder_the_last_backups_are_kept(engine, tmp_path):
    other = tmp_path / "of somebody.zip"
    other.touch()
    for number in range(3):
        (tmp_path / f"minzheng-2026010{number + 1}T000000Z.zip").touch()
    ended = run(engine, "backup", tmp_path, "--keep", "2")
    assert ended.exit_code == 0
    kept_backups = sorted(path.name for path in tmp_path.iterdir() if path != other)
    assert len(kept_backups) == 2
    assert kept_backups[0] == "minzheng-20260103T000000Z.zip"
    assert other.exists()
    assert run(engine, "backup", other, "--keep", "2").exit_code == 2


def run(engine, *arguments):
    url = engine.url.render_as_string(hide_password=False)
    return CliRunner().invoke(main, ["--database", url, *map(str, arguments)])
