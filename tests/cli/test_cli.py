import re
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.ledgers import rows, source, write, write_ledger

from minzheng import cli
from minzheng.cli import main
from minzheng.loaders.kinds.reference.sources import SOURCES

pytestmark = pytest.mark.once


def run(url, *arguments):
    named = ["--database", url.render_as_string(hide_password=False)]
    return CliRunner().invoke(main, [*named, *map(str, arguments)])


@pytest.fixture
def minzheng(engine):
    """The command on a migrated database."""
    return lambda *arguments: run(engine.url, *arguments)


@pytest.fixture
def on_lists(reference_engine):
    """The command on a database with the reference lists and no figures."""
    return lambda *arguments: run(reference_engine.url, *arguments)


@pytest.fixture
def loaded(loaded_engine):
    """The command on a database with everything that is bundled."""
    return lambda *arguments: run(loaded_engine.url, *arguments)


def test_every_command_and_option_has_help():
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    for name, command in commands.items():
        assert command.help, name
        options = [option for option in command.params if isinstance(option, click.Option)]
        assert all(option.help for option in options), name


def test_every_command_of_a_module_is_listed():
    modules = {path.stem for path in Path(cli.__path__[0]).glob("*_command*.py")}
    assert set(cli.MODULES) == modules
    for name, listed in cli.MODULES.items():
        found = vars(import_module(f"minzheng.cli.{name}")).values()
        commands = [command for command in found if isinstance(command, click.Command)]
        nested = {inner for group in commands for inner in getattr(group, "commands", {})}
        assert {command.name for command in commands} - nested == set(listed)


def test_up_on_a_named_database_loads_what_it_lacks_and_says_how_to_connect(loaded, loaded_engine):
    with loaded_engine.begin() as connection:
        other = "update ops.load_file set sha256 = '' where source_code = 'zhaotong-2022-review'"
        assert connection.execute(text(other)).rowcount
    result = loaded("up")
    assert result.exit_code == 0, result.output
    assert re.search(r"zhaotong-2022-review\.csv +loaded", result.output)
    assert "urban standard" in result.output
    assert "jdbc:postgresql://" in result.output

    again = loaded("up")
    assert again.exit_code == 0
    assert "Nothing changed." in again.output
    assert "zhaotong-2022-review.csv" not in again.output


def test_check_passes_after_migrating_and_fails_before(minzheng):
    assert minzheng("migrate", "base", "--down").exit_code == 0
    result = minzheng("check")
    assert result.exit_code == 1
    assert "no tables yet" in result.output
    assert minzheng("migrate").exit_code == 0
    assert minzheng("check").exit_code == 0


def test_check_names_the_views_that_differ(engine, minzheng):
    with engine.begin() as connection:
        connection.exec_driver_sql("drop view mart.mention")
    result = minzheng("check")
    assert result.exit_code == 1
    assert "mention" in result.output


def test_load_prints_what_it_did(on_lists, tmp_path):
    write(tmp_path / "sources.csv", SOURCES.header, [source()])
    write_ledger(tmp_path, rows())
    result = on_lists("load", tmp_path)
    assert result.exit_code == 0, result.output
    assert "some-county-2022.csv" in result.output


def test_load_prints_bad_rows_with_file_line_and_reason(on_lists, tmp_path):
    write(tmp_path / "sources.csv", SOURCES.header, [source()])
    records = rows()
    records[1]["value"] = "6500"
    result = on_lists("load", tmp_path / "sources.csv", write_ledger(tmp_path, records))
    assert result.exit_code == 1
    assert "some-county-2022.csv:3: value: 6.5万人 is printed" in result.output
    assert "not 6500 [differs_from_print]" in result.output
    assert "nothing of it was loaded" in result.output


HINTS = (
    ("dibao_person", "530600", "人", "near is dibao_persons (最低生活保障人数)"),
    ("dibao_persons", "昭同市", "person", "near is 530600 (昭通市)"),
    ("dibao_persons", "530600", "persn", "near is person (人)"),
)


@pytest.mark.parametrize(("indicator", "area", "unit", "hint"), HINTS)
def test_a_code_that_is_not_known_is_told_with_the_nearest(
    on_lists, tmp_path, indicator, area, unit, hint
):
    head = "indicator,area,period_start,period_end,basis,printed,unit"
    row = f"{indicator},{area},2023-12-31,2023-12-31,point,12,{unit}"
    figures = tmp_path / "near.csv"
    figures.write_text(f"{head}\n{row}\n", "utf-8")
    on_lists("load", write(tmp_path / "sources.csv", SOURCES.header, [source() | {"code": "near"}]))
    assert hint in on_lists("load", figures).output


def test_a_file_that_is_refused_is_told_of_keep_going_where_it_would_help(on_lists, tmp_path):
    on_lists("load", write(tmp_path / "sources.csv", SOURCES.header, [source() | {"code": "half"}]))
    head = "indicator,area,period_start,period_end,basis,printed,unit"
    bad = "no_such,530600,2023-12-31,2023-12-31,point,12,person"
    figures = tmp_path / "half.csv"
    figures.write_text(f"{head}\n{bad}\n", "utf-8")
    assert "keep-going" not in on_lists("load", figures).output
    assert "keep-going" not in on_lists("load", figures, "--keep-going").output
    good = "dibao_persons,530600,2023-12-31,2023-12-31,point,12,person"
    figures.write_text(f"{head}\n{bad}\n{good}\n", "utf-8")
    assert "keep-going" in on_lists("load", figures).output


def test_load_keep_going_still_says_that_rows_were_rejected(on_lists, tmp_path):
    write(tmp_path / "sources.csv", SOURCES.header, [source()])
    records = rows()
    records[1]["value"] = "6500"
    files = (tmp_path / "sources.csv", write_ledger(tmp_path, records))
    result = on_lists("load", "--keep-going", *files)
    assert result.exit_code == 1
    assert "partly" in result.output


def test_status_shows_what_the_database_holds(loaded):
    result = loaded("status")
    assert result.exit_code == 0
    assert "observations" in result.output
    assert "zhaotong-2022-review.csv" in result.output


def test_audit_without_the_texts_fails_and_says_why(on_lists, tmp_path):
    result = on_lists("audit", tmp_path)
    assert result.exit_code == 1
    assert "no text in the folder has the source's SHA-256" in result.output


def test_url_prints_an_address_for_each_kind_of_tool(minzheng):
    assert minzheng("url").output.startswith("postgresql://")
    assert minzheng("url", "--sqlalchemy").output.startswith("postgresql+psycopg://")
    assert minzheng("url", "--jdbc").output.startswith("jdbc:postgresql://")


def test_the_address_of_a_role_that_does_not_exist_is_not_printed(minzheng):
    result = minzheng("url", "--reader", "nobody_at_all")
    assert result.exit_code == 1
    assert "Make it with: minzheng grant reader --name nobody_at_all" in result.output
    assert "postgresql" not in result.output


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "Connection refused"),
        ("no url at all", "not a database URL"),
        ("sqlite:///file.db", "not PostgreSQL"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line_without_a_traceback(url, message):
    result = CliRunner().invoke(main, ["--database", url, "status"])
    assert result.exit_code == 1
    assert message in result.output
    assert "Traceback" not in result.output


def test_an_empty_database_is_told_apart_from_a_broken_one(minzheng):
    minzheng("migrate", "base", "--down")
    result = minzheng("status")
    assert result.exit_code == 1
    assert "minzheng migrate" in result.output


def test_without_a_database_the_commands_say_how_to_make_one(tmp_path):
    result = CliRunner().invoke(main, ["status"], env={"MINZHENG_HOME": str(tmp_path / "none")})
    assert result.exit_code == 1
    assert "minzheng up" in result.output


def test_a_plan_says_what_a_load_would_do_and_does_nothing(on_lists, tmp_path):
    write(tmp_path / "sources.csv", SOURCES.header, [source()])
    write_ledger(tmp_path, rows())
    planned = on_lists("load", "--plan", tmp_path)
    assert planned.exit_code == 0, planned.output
    assert "This was a plan" in planned.output
    done = on_lists("load", tmp_path)
    counts = [line.split()[1:8] for line in planned.output.splitlines() if ".csv" in line]
    assert counts == [line.split()[1:8] for line in done.output.splitlines() if ".csv" in line]
    assert counts[1][2] == "7"


TABLE = "指标名称|单位|数量\n一、综合||\n(一)行政区划||\n1.镇|个|83\n2.道|个|5\n"


def write_table(path, *, label="镇"):
    path.write_text(TABLE.replace("道", label), encoding="utf-8")
    return path


def test_describe_names_the_figures_and_why_other_cells_give_none(on_lists, tmp_path):
    path = write_table(tmp_path / "table.txt", label="道")
    result = on_lists("describe", path, "--period", "2020-03", "--area", "530600")
    assert result.exit_code == 1
    assert "2 figure" in result.output
    named = "(admin_units) Town (division=town) Zhaotong City (530600) 2020-03-31 = 83 item"
    assert named in result.output
    chinese = on_lists("--lang", "zh", "describe", path, "--period", "2020-03", "--area", "530600")
    assert "（division=town） 昭通市（530600） 2020-03-31 = 83 个（item）" in chinese.output
    fault = next(line for line in result.output.splitlines() if "综合|行政区划|道" in line)
    assert fault.startswith(f"{path}:cell=5,3: ")
    assert fault.endswith("[unknown_label]")


def test_describe_says_what_an_area_and_a_period_are_missing_for(on_lists, tmp_path):
    path = write_table(tmp_path / "table.txt", label="街道")
    options = ("--period", "2020-03", "--area", "530600")
    assert on_lists("describe", path, *options).exit_code == 0
    for kept, reason in ((options[:2], "no_area"), (options[2:], "no_period")):
        result = on_lists("describe", path, *kept)
        assert (result.exit_code, reason in result.output) == (1, True)


def test_describe_goes_on_after_a_file_that_cannot_be_read(on_lists, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    write_table(tmp_path / "b.txt", label="街道")
    (tmp_path / "c.txt").write_text("关于报表的说明\n", encoding="utf-8")
    write(tmp_path / "sources.csv", SOURCES.header, [source()])
    result = on_lists("describe", tmp_path, "--period", "2020-03", "--area", "530600")
    assert result.exit_code == 1
    assert f"{tmp_path / 'a.xlsx'}: " in result.output
    assert f"{tmp_path / 'c.txt'}:" in result.output
    assert "(division=town) Zhaotong City (530600)" in result.output
    assert "kind         sources: " in result.output


def test_a_plan_says_what_the_good_rows_of_a_refused_file_would_be(on_lists, tmp_path):
    path = write_table(tmp_path / "table.txt", label="道")
    options = ("--source", "mine", "--title", "月报", "--area", "530600", "--period", "2020-03")
    planned = on_lists("load", "--plan", path, *options)
    assert planned.exit_code == 1
    told = "--keep-going would load 1 of 2 rows (1 added) and reject 1"
    assert f"{path}: nothing of it would be loaded; {told}" in planned.output
    assert "unknown_label" in planned.output
    assert on_lists("rejects").output == "No rejects.\n"
    done = on_lists("load", path, *options, "--keep-going")
    assert re.search(r"partly +2 +1 ", done.output)


def test_a_table_of_a_new_source_is_loaded_with_what_the_user_says_of_it(on_lists, tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(TABLE, encoding="utf-8")
    options = ("--source", "mine", "--title", "月报", "--area", "530600", "--period", "2020-03")
    assert on_lists("load", path, *options).exit_code == 1
    assert "unknown_label" in on_lists("rejects").output
    assert "unknown_label" in on_lists("load", path, *options, "--keep-going").output
    status = on_lists("status").output
    assert "table.txt" in status


def test_without_rejects_there_is_nothing_to_show(on_lists):
    result = on_lists("rejects")
    assert (result.exit_code, result.output) == (0, "No rejects.\n")


def test_a_list_tells_only_of_contradictions_that_it_decides(on_lists, tmp_path):
    kinds = {"one": "yearbook", "other": "article"}
    sources = [source(None) | {"code": code, "kind": kind} for code, kind in kinds.items()]
    on_lists("load", write(tmp_path / "sources.csv", SOURCES.header, sources))
    figure = (
        "indicator,area,period_start,period_end,printed\nvolunteers,530900,2024-12-31,2024-12-31,"
    )
    for code, printed in (("one", "100"), ("other", "200")):
        path = tmp_path / f"{code}.csv"
        path.write_text(f"{figure}{printed}\n", encoding="utf-8")
        on_lists("load", path)
    sources[1]["note"] = "read again"
    result = on_lists("load", write(tmp_path / "sources.csv", SOURCES.header, sources))
    assert "contradict" not in result.output
    # It has none of its own, but decides which of them is accepted.
    sources[1]["kind"] = "table"
    result = on_lists("load", write(tmp_path / "sources.csv", SOURCES.header, sources))
    told = "sources.csv: reports of 1 cell contradict each other, see mart.conflict"
    assert told in result.output


def test_what_is_no_text_is_refused_in_a_line(tmp_path):
    path = tmp_path / "a.csv"
    path.touch()
    result = CliRunner().invoke(main, ["load", str(path), "--source", "c\udc9btl", "--title", "a"])
    assert result.exit_code == 2
    assert r"c\udc9btl has bytes that are no text" in result.stderr
