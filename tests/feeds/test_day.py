"""A day in the life of a statistics office, in seconds, and from nothing."""

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.feeding import (
    Answer,
    eventually,
    figures,
    file_feed,
    folder_feed,
    serving,
    table,
    url_feed,
    written,
)

from minzheng.cli import main
from minzheng.feeds import deployment

pytestmark = pytest.mark.once

SECONDS = "* * * * * *"
# What the feeds and hooks of the day have for passwords, in variables.
PLANTED = {"OFFICE_TOKEN": "pl4nted-t0ken", "HOOK_KEY": "pl4nted-k3y", "HEADER": "pl4nted-h3ader"}
MINZHENG = Path(sys.executable).with_name("minzheng")


@pytest.fixture
def minzheng(engine):
    """The command on a database that has the reference lists and no figures."""
    url = engine.url.render_as_string(hide_password=False)
    return [MINZHENG, "--database", url]


@contextmanager
def running(command, log):
    with log.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
    assert process.returncode == 0


def with_planted(engine):
    """The tables with a row that has something planted, as questions that count such rows."""
    tables = """
        select format('select count(*) from %s as one where one::text ~ ''pl4nted''', oid::regclass)
        from pg_class
        where relnamespace::regnamespace::text in ('core', 'ops', 'calc') and relkind = 'r'
    """
    with engine.connect() as connection:
        questions = connection.scalars(text(tables)).all()
        assert questions
        return [one for one in questions if connection.scalar(text(one))]


def test_a_day(engine, minzheng, tmp_path, monkeypatch):
    for name, secret in PLANTED.items():
        monkeypatch.setenv(name, secret)
    metrics = tmp_path / "minzheng.prom"
    served, told = Answer(figures(tmp_path / "kept.csv", "77").read_bytes()), Answer()
    with serving(served) as address, serving(told) as hook:
        path = written(
            tmp_path,
            folder_feed(cadence=SECONDS),
            file_feed(cadence=SECONDS, owner="me"),
            url_feed(f"{address}/served.csv?token=${{OFFICE_TOKEN}}", cadence=SECONDS, retry="1 s")
            + '\nheaders = { Authorization = "Bearer ${HEADER}" }',
            table(
                "[hooks]", url=f"{hook}/?key=${{HOOK_KEY}}", on=["failed", "recovered", "rejects"]
            ),
        )
        path.write_text(f"metrics = 'minzheng.prom'\n{path.read_text()}")

        def feeds():
            status = CliRunner().invoke(main, [*map(str, minzheng[1:]), "status", "--json"])
            found = json.loads(status.stdout)
            assert status.exit_code == int(not found["well"])
            return {feed["feed"]: feed for feed in found["feeds"]}

        def states():
            return {name: feed["state"] for name, feed in feeds().items()}

        def events():
            messages = map(json.loads, told.requests)
            return [(message["event"], message["feed"]) for message in messages]

        def metric(name, feed):
            wanted = f'minzheng_feed_{name}{{feed="{feed}"}} '
            lines = metrics.read_text().splitlines() if metrics.exists() else []
            found = [line.removeprefix(wanted) for line in lines if line.startswith(wanted)]
            return [float(value) for value in found]

        # Morning: nothing is there yet but what an address serves.
        with running([*minzheng, "schedule", "--feeds", path], tmp_path / "log") as process:
            failing = {"counts": "failing", "single": "failing", "served": "fine"}
            eventually(lambda: states() == failing)
            eventually(lambda: sorted(events()) == [("failed", "counts"), ("failed", "single")])
            eventually(lambda: metric("failing", "counts") == [1])

            # Files are dropped: one is broken.
            figures(tmp_path / "counts" / "a.csv", "1200")
            figures(tmp_path / "single.csv", indicator="lanterns")
            eventually(lambda: {("recovered", "counts"), ("rejects", "single")} <= set(events()))
            eventually(lambda: states() == failing | {"counts": "fine"})
            assert events().count(("failed", "single")) == 1

            # It is repaired; the address breaks, and changes when it comes back.
            figures(tmp_path / "single.csv", "1300")
            served.status = 500
            eventually(lambda: {("failed", "served"), ("recovered", "single")} <= set(events()))
            eventually(lambda: metric("failing", "served") == [1])
            served.status = 200
            served.body = served.body.replace(b"77", b"78")
            eventually(lambda: ("recovered", "served") in events())
            eventually(lambda: set(states().values()) == {"fine"})
            shown = Path(f"/proc/{process.pid}/cmdline").read_text().split("\0")
        # Evening: everything is as it is in the files.
        query = (
            "select source_code || ' ' || value from mart.reported"
            " where source_code in ('counts-a', 'single', 'served') order by 1"
        )
        psql = subprocess.run([*minzheng, "psql", "-Atc", query], capture_output=True, text=True)
        assert psql.stdout.split("\n")[:3] == ["counts-a 1200", "served 78", "single 1300"]
        assert metric("failing", "served") == [0]
        assert len(events()) == len(set(events()))

    # What went with every request is shown by nothing.
    assert served.requests[0]["Authorization"] == f"Bearer {PLANTED['HEADER']}"
    for command in (
        ("export", "reported", "--output", tmp_path / "answer"),
        ("report", "--area", "530621", "--out", tmp_path / "report.html"),
        *(("schedule", "--print", kind, "--feeds", path) for kind in deployment.TARGETS),
    ):
        done = CliRunner().invoke(main, [*map(str, minzheng[1:]), *map(str, command)])
        assert done.exit_code == 0, done.output
        shown.append(done.output)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"log", "minzheng.prom", "report.html"} <= {file.name for file in files}
    assert [file for file in files if b"pl4nted" in file.read_bytes()] == []
    assert [one for one in (*shown, *told.requests, *map(str, files)) if "pl4nted" in one] == []
    assert with_planted(engine) == []


def test_a_server_that_repeats_the_request_plants_nothing(engine, minzheng, tmp_path, monkeypatch):
    monkeypatch.setenv("OFFICE_TOKEN", PLANTED["OFFICE_TOKEN"])
    page = figures(tmp_path / "page.csv", indicator=f"/?token={PLANTED['OFFICE_TOKEN']}")
    with serving(Answer(page.read_bytes())) as address:
        path = written(tmp_path, url_feed(f"{address}/page.csv?token=${{OFFICE_TOKEN}}"))
        page.unlink()
        command = [*map(str, minzheng[1:]), "reload", "--feeds", str(path)]
        done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "/?token=***" in done.output
    assert with_planted(engine) == []
