"""A batch of files: the good ones are loaded, whatever is the matter with those beside them."""

import os
import zipfile
from random import Random

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support import made_files
from support.databases import clone_of, query
from support.ledgers import source, write
from support.loading import know_tables, load_figures, load_list, write_figures

from minzheng.cli import main
from minzheng.database import kept
from minzheng.loaders import files, run
from minzheng.loaders.kinds.reference import LISTS
from minzheng.loaders.options import LoadOptions

pytestmark = pytest.mark.once

OPTIONS = LoadOptions(source="batch", title="x", area="530000")
DISTRICTS = ["五华区", "盘龙区", "官渡区", "西山区", "东川区", "呈贡区", "富民县", "宜良县"]
GOOD = 12


def rows(number):
    year, rest = divmod(number, 12 * len(DISTRICTS))
    district, month = divmod(rest, 12)
    return [
        [f"{2015 + year}年{month + 1}月低保人数统计表", "", ""],
        ["地区", "城市低保人数(人)", "农村低保人数(人)"],
        [DISTRICTS[district], 1000 + number, 100 + number],
    ]


def write_good(folder, number):
    """A good file; every third one is a workbook, every third a page."""
    lines = rows(number)
    name = f"{number:03} good"
    if number % 3 == 0:
        made_files.xlsx(folder, lines, name=f"{name}.xlsx")
    elif number % 3 == 1:
        cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in line) for line in lines)
        made_files.text(folder, f"<table>{cells}</table>", name=f"{name}.html")
    else:
        content = "\n".join(",".join(map(str, line)) for line in lines)
        made_files.text(folder, content + "\n", "gb18030", name=f"{name}.csv")


def cut_text(path):
    path.with_suffix(".csv").write_bytes("地区,人数\n五华区,12".encode("utf-16")[:-1])


def damaged_archive(path):
    made_files.xlsx(path.parent, rows(0), name=f"{path.name}.xlsx")
    whole = path.with_suffix(".xlsx").read_bytes()
    path.with_suffix(".xlsx").write_bytes(whole[: len(whole) // 2])


def cut_page(path):
    path.with_suffix(".html").write_text("<table><tr><td>五华区<td>12", encoding="utf-8")


def damaged_old_workbook(path):
    path.with_suffix(".xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000)


def bomb(path):
    with zipfile.ZipFile(path.with_suffix(".xlsx"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook>" + b" " * (64 << 20))


def no_file(path):
    path.with_suffix(".csv").symlink_to("/dev/zero")


BAD = {
    cut_text: "truncated data in UTF-16",
    damaged_archive: "cut off",
    cut_page: "cut off",
    damaged_old_workbook: "broken",
    bomb: "unfolds to",
    no_file: "is a device",
}


def test_good_files_are_loaded_and_the_bad_ones_among_them_refused_with_their_reasons(
    reference_engine, tmp_path
):
    for number in range(GOOD):
        write_good(tmp_path, number)
    for number, make in enumerate(BAD):
        make(tmp_path / f"{number * 2:03} bad")
    url = reference_engine.url.render_as_string(hide_password=False)
    named = ["--source", "batch", "--title", "x", "--area", "530000"]
    ended = CliRunner().invoke(main, ["--database", url, "load", str(tmp_path), *named])
    assert ended.exit_code == 1
    count = "select count(*), sum(value) from mart.reported where source_code = 'batch'"
    assert query(reference_engine, count) == [(2 * GOOD, sum(1100 + 2 * n for n in range(GOOD)))]
    refused = query(reference_engine, REFUSED)
    assert len(refused) == len(BAD)
    for (name, message), words in zip(refused, BAD.values(), strict=True):
        assert words in message
        assert f"{name}:1: row: {message} [unreadable]" in ended.output
    last = "select outcome, files from ops.load_run order by load_run_id desc limit 1"
    assert query(reference_engine, last) == [("failed", GOOD + len(BAD))]


REFUSED = """
    select load_file.name, reject.message from ops.reject
    inner join ops.load_file on load_file.load_file_id = reject.load_file_id
    where load_file.outcome = 'refused' order by load_file.name
"""


def test_what_is_too_long_for_the_tables_is_of_its_file_alone(reference_engine, tmp_path):
    code = Random(1).randbytes(20_000).hex()
    result = load_list(reference_engine, tmp_path, "sources", [source() | {"code": code}])
    (reject,) = result.rejects
    assert (result.outcome, reject.reason) == ("refused", "constraint")
    assert "index row" in reject.message


def test_what_no_database_holds_is_told_as_an_escape(reference_engine, tmp_path):
    path = made_files.xlsx(tmp_path, [*rows(0), ["盘龙区", "12_x0000_3", "45_xD800_"]])
    (result,) = run.load(reference_engine, [path], OPTIONS)
    assert result.outcome == "refused"
    assert [reject.value for reject in result.rejects] == ["12_x0000_3", "45_xD800_"]


def test_a_file_may_have_a_name_in_another_encoding(reference_engine, tmp_path):
    path = tmp_path / os.fsdecode("低保.csv".encode("gb18030"))
    path.write_text("\n".join(",".join(map(str, row)) for row in [*rows(0), ["某地", 1, 2]]))
    (refused,) = run.load(reference_engine, [path], OPTIONS)
    assert refused.name == f"{tmp_path}/低保.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows(0)))
    (loaded,) = run.load_rejected(reference_engine)
    assert (loaded.name, loaded.added) == (f"{tmp_path}/低保.csv", 2)


KNOWN = ("known", "bulletin", "yearbook")
FIGURES = """
    select area_code, indicator_code, period_end, source_code, value, accepted
    from mart.reported order by 1, 2, 3, 4
"""
# Of figures and of what is kept of them, whatever their keys.
ANSWERS = (
    FIGURES,
    "select area_code, kind, period_end, value, expected from mart.suspect order by 1, 2, 3, 4",
    "select area_code, period_end, value, other_value from mart.conflict order by 1, 2, 3, 4",
    "select area_code, period_end, value, growth_pct from mart.growth order by 1, 2, 3",
    "select alert_code, area_code, period_end from mart.alert order by 1, 2, 3",
)


NAMES = "select name from ops.load_file where load_file_id = any(:ids)"
OUTCOMES = "select outcome from ops.load_file order by load_file_id"


def figures_of_districts(change=0):
    """Dibao persons of districts over years; a change makes every tenth of them another."""
    codes = ("530102", "530103", "530111", "530112", "530113")
    cells = [(code, year) for code in codes for year in range(2012, 2022)]
    return [
        {
            "indicator": "dibao_persons",
            "area": code,
            "period_start": f"{year}-12-31",
            "period_end": f"{year}-12-31",
            "printed": str(1000 + 10 * number + (change if number % 10 == 0 else 0)),
        }
        for number, (code, year) in enumerate(cells)
    ]


def write_batch(folder):
    """A figure that contests another, one of ten times the size, and a file that is refused."""
    write_figures(folder, figures_of_districts(change=500), "bulletin")
    wrong = [{**figures_of_districts()[0], "area": "没有"}]
    write_figures(folder, wrong, "middle")
    late = [
        {**row, "period_start": "2022-12-31", "period_end": "2022-12-31", "printed": "19000"}
        for row in figures_of_districts()[9::10]
    ]
    write_figures(folder, late, "yearbook")
    return sorted(folder.glob("*.csv"))


def loaded_database(engine, folder):
    """What figures that are there make of a load that is not the first."""
    know_tables(engine, folder, *KNOWN, "middle")
    assert load_figures(engine, folder, figures_of_districts(), "known").outcome == "loaded"


alone = clone_of("reference_template")


def test_files_of_one_batch_come_to_the_same_as_each_by_itself(reference_engine, alone, tmp_path):
    together = reference_engine
    for engine in (together, alone):
        (tmp_path / engine.url.database).mkdir()
        loaded_database(engine, tmp_path / engine.url.database)
    (tmp_path / "batch").mkdir()
    paths = write_batch(tmp_path / "batch")
    at_once = list(run.load(together, paths))
    by_itself = [result for path in paths for result in run.load(alone, [path])]
    assert [result.outcome for result in at_once] == ["loaded", "refused", "loaded"]
    assert [told(result) for result in at_once] == [told(result) for result in by_itself]
    assert any(result.findings for result in at_once)
    for statement in ANSWERS:
        assert query(together, statement) == query(alone, statement)
    with together.connect() as connection:
        assert kept.differences(connection) == {}


def told(result):
    return result.name, result.outcome, result.added, result.conflicts, set(result.findings)


def test_what_the_answers_cannot_follow_is_of_its_file_alone(reference_engine, tmp_path):
    engine = reference_engine
    loaded_database(engine, tmp_path)
    (tmp_path / "batch").mkdir()
    paths = write_batch(tmp_path / "batch")

    def follow(connection, load_file_ids, rechosen):
        names = connection.execute(text(NAMES), {"ids": list(load_file_ids)}).scalars()
        if any("yearbook" in name for name in names):
            raise ArithmeticError("beyond all bounds")
        kept.follow(connection, load_file_ids, rechosen)

    opened = [files.open_file(path) for path in paths]
    results = list(run.load_files(opened, engine.begin, keep_going=False, follow=follow))
    assert [result.outcome for result in results] == ["loaded", "refused", "refused"]
    (reject,) = results[-1].rejects
    assert reject.message == "ArithmeticError in test_batches.follow: beyond all bounds"
    assert query(engine, OUTCOMES)[-3:] == [("loaded",), ("refused",), ("refused",)]
    with engine.connect() as connection:
        assert kept.differences(connection) == {}


def test_a_file_is_loaded_again_where_a_list_before_it_in_the_run_has_changed(
    reference_engine, tmp_path
):
    engine = reference_engine
    loaded_database(engine, tmp_path)
    figures = tmp_path / "known.csv"
    assert [result.outcome for result in run.load(engine, [figures])] == ["unchanged"]
    sources = [source() | {"code": "another", "kind": "table", "number_count": None}]
    new = write(tmp_path / "new_sources.csv", LISTS["sources"].header, sources)
    outcomes = [result.outcome for result in run.load(engine, [figures, new])]
    assert outcomes == ["loaded", "loaded"]
