"""A batch of files: the good ones are loaded, whatever is the matter with those beside them."""

import os
import zipfile
from random import Random

import pytest
from click.testing import CliRunner
from support import made_files
from support.databases import query
from support.ledgers import source
from support.loading import load_list

from minzheng.cli import main
from minzheng.loaders import run
from minzheng.loaders.options import LoadOptions

pytestmark = pytest.mark.once

OPTIONS = LoadOptions(source="batch", title="x", area="530000")
DISTRICTS = ["五华区", "盘龙区", "官渡区", "西山区", "东川区", "呈贡区", "富民县", "宜良县"]
GOOD = 30


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


def test_thirty_good_files_are_loaded_and_six_bad_ones_refused_with_their_reasons(
    reference_engine, tmp_path
):
    for number in range(GOOD):
        write_good(tmp_path, number)
    for number, make in enumerate(BAD):
        make(tmp_path / f"{number * 6:03} bad")
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
