import json
import threading

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.feeding import (
    DAY,
    Answer,
    eventually,
    figures,
    file_feed,
    is_waited,
    serving,
    table,
    written,
)
from support.loading import write_figures

from minzheng.cli import main
from minzheng.database import locks

pytestmark = pytest.mark.once


@pytest.fixture
def minzheng(reference_engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    url = reference_engine.url.render_as_string(hide_password=False)
    return lambda *arguments: CliRunner().invoke(main, ["--database", url, *arguments])


def test_reload_says_what_became_of_each_feed(minzheng, tmp_path):
    figures(tmp_path / "single.csv")
    written(tmp_path, file_feed())
    result = minzheng("reload")
    assert result.exit_code == 0, result.output
    assert "single" in result.output
    assert "loaded" in result.output
    assert "unchanged" in minzheng("reload", "single").output


def test_reload_exits_with_1_where_a_feed_failed_and_says_why(minzheng, tmp_path):
    figures(tmp_path / "single.csv", indicator="lanterns")
    written(tmp_path, file_feed())
    result = minzheng("reload")
    assert result.exit_code == 1
    assert "single.csv:2: indicator:" in result.output
    assert "[unknown" in result.output


@pytest.mark.parametrize(
    ("tables", "arguments", "message"),
    [
        ([], [], "There is no feeds.toml. Copy it from"),
        (
            [table("feeds.single")],
            [],
            "feeds.toml:1: feeds.single: give one of folder, file and url",
        ),
        ([file_feed()], ["other"], "has no feed other; there are single"),
    ],
)
def test_reload_exits_with_2_where_nothing_could_be_run(
    minzheng, tmp_path, tables, arguments, message
):
    if tables:
        written(tmp_path, *tables)
    result = minzheng("reload", *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_reload_exits_with_2_without_a_database(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, file_feed())
    url = "postgresql://nobody@127.0.0.1:1/none"
    result = CliRunner().invoke(main, ["--database", url, "reload"])
    assert result.exit_code == 2
    assert "Connection refused" in result.output


def test_a_plan_changes_nothing(minzheng, tmp_path):
    figures(tmp_path / "single.csv")
    written(tmp_path, file_feed())
    result = minzheng("reload", "--plan")
    assert (result.exit_code, "This was a plan" in result.output) == (0, True)
    assert "loaded" in minzheng("reload").output


def test_only_what_is_due_is_reloaded(minzheng, tmp_path):
    figures(tmp_path / "single.csv")
    figures(tmp_path / "yearly.csv")
    written(tmp_path, file_feed(), file_feed("yearly", cadence="0 0 1 1 *"))
    first = minzheng("reload", "--due")
    assert "yearly" in first.output
    assert "single" not in first.output
    assert "yearly" not in minzheng("reload", "--due").output


def test_logs_are_json_on_demand(minzheng, tmp_path):
    figures(tmp_path / "single.csv")
    written(tmp_path, file_feed())
    result = minzheng("reload", "--log-format", "json")
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert [line["message"] for line in lines] == ["reload starts", "file loaded", "reload ends"]
    (loaded,) = [line for line in lines if line["message"] == "file loaded"]
    assert (loaded["feed"], loaded["added"], loaded["outcome"]) == ("single", 1, "loaded")


def test_a_second_reload_says_who_reloads(minzheng, reference_engine, tmp_path):
    figures(tmp_path / "single.csv")
    written(tmp_path, file_feed())
    with reference_engine.connect() as first:
        first.execute(text("set application_name = 'the first'"))
        locks.acquire(first, locks.of_feed("single"))

        def give_way():
            eventually(lambda: is_waited(reference_engine))
            first.rollback()

        release = threading.Thread(target=give_way)
        release.start()
        result = minzheng("reload")
        release.join()
    assert "Waiting for another load: the first, " in result.stderr


def test_hooks_are_told_of_a_failure_once_and_of_its_end(minzheng, tmp_path):
    figures(tmp_path / "single.csv", indicator="lanterns")
    answer = Answer()
    with serving(answer) as address:
        written(tmp_path, file_feed(owner="me"), f"[[hooks]]\nurl = '{address}'")
        minzheng("reload")
        minzheng("reload")
        figures(tmp_path / "single.csv")
        minzheng("reload")
    told = [json.loads(request) for request in answer.requests]
    assert [message["event"] for message in told][:3] == ["failed", "rejects", "recovered"]
    assert (told[0]["feed"], told[0]["owner"]) == ("single", "me")
    assert "lanterns" in told[0]["errors"][0]


DIRECTORS = DAY | {"indicator": "child_directors", "printed": "1600"}
LATER = {"period_start": "2023-12-31", "period_end": "2023-12-31"}


def test_hooks_are_told_of_an_alert_once(minzheng, tmp_path):
    answer = Answer()
    with serving(answer) as address:
        written(tmp_path, file_feed(), table("[hooks]", on=["alerts"], url=address))
        for printed in ("1200", "1201"):
            write_figures(tmp_path, [DIRECTORS, DIRECTORS | LATER | {"printed": printed}], "single")
            minzheng("reload")
    (message,) = map(json.loads, answer.requests)
    assert message["count"] >= len(message["alerts"]) > 0
    assert {"severity", "message", "message_en"} <= message["alerts"][0].keys()


def test_a_hook_that_is_a_command_reads_what_happened(minzheng, tmp_path):
    out = tmp_path / "told.json"
    hook = table("[hooks]", on=["failed"], command=["sh", "-c", f"cat >> {out}"])
    written(tmp_path, file_feed(), hook)
    minzheng("reload")
    assert json.loads(out.read_text())["event"] == "failed"


def test_a_hook_that_fails_disturbs_nothing(minzheng, tmp_path):
    figures(tmp_path / "single.csv", indicator="lanterns")
    hook = "[[hooks]]\nurl = 'http://127.0.0.1:1/hook/planted12'\nattempts = 1"
    (tmp_path / "loud").write_text("echo told --token=planted12 >&2; exit 3")
    loud = table("[hooks]", command=["sh", str(tmp_path / "loud"), "planted12"])
    written(tmp_path, file_feed(), hook, "[[hooks]]\ncommand = ['no-such-command']", loud)
    result = minzheng("reload")
    assert result.exit_code == 1
    assert result.stderr.count("hook failed") == 6
    assert 'hook=sh error="it ends with exit code 3" output="told --token=***"' in result.stderr
    # Arguments, and paths of addresses, are often secrets that nothing else says are.
    assert "planted12" not in result.output


def test_status_says_how_each_feed_is(minzheng, tmp_path):
    figures(tmp_path / "single.csv")
    written(tmp_path, file_feed(cadence="0 0 1 1 *", owner="me"), file_feed("absent"))
    assert minzheng("status").exit_code == 0
    minzheng("reload")
    result = minzheng("status")
    assert result.exit_code == 1
    assert "absent: there is no file" in result.output
    found = json.loads(minzheng("status", "--json").output)
    single, absent = sorted(found["feeds"], key=lambda feed: feed["feed"], reverse=True)
    assert (single["state"], single["owner"], single["last_run"]["added"]) == ("fine", "me", 1)
    assert single["next_at"].endswith("-01-01T00:00:00+00:00")
    assert (absent["state"], absent["failures"]) == ("failing", 1)
    assert not found["well"]


def test_metrics_are_written_for_prometheus(minzheng, tmp_path):
    figures(tmp_path / "single.csv")
    metrics = tmp_path / "minzheng.prom"
    path = written(tmp_path, file_feed(), file_feed("absent"))
    path.write_text(f"metrics = 'minzheng.prom'\n{path.read_text()}")
    minzheng("reload")
    values = dict(line.rsplit(" ", 1) for line in metrics.read_text().splitlines())
    assert values['minzheng_feed_failing{feed="absent"}'] == "1.0"
    assert values['minzheng_feed_failing{feed="single"}'] == "0.0"
    assert values['minzheng_feed_last_run_rows_changed{feed="single"}'] == "1.0"
    assert float(values['minzheng_feed_last_success_timestamp_seconds{feed="single"}']) > 1e9


def test_schedule_prints_what_has_reloads_run(minzheng, tmp_path):
    written(tmp_path, file_feed(cadence="0 6 * * *"))
    assert "reload --due" in minzheng("schedule", "--print", "cron").output
    assert minzheng("schedule", "--print", "systemd", "--into", "units").exit_code == 0
    assert (tmp_path / "units" / "minzheng-reload.timer").exists()


def test_schedule_without_a_cadence_could_not_run(minzheng, tmp_path):
    written(tmp_path, file_feed())
    result = minzheng("schedule")
    assert (result.exit_code, "has a cadence" in result.output) == (2, True)
