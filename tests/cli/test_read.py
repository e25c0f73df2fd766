import csv
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from minzheng.cli import main

pytestmark = pytest.mark.once

ARTICLE = """某市2021年社会救助工作综述
截至2021年底，全市共有城市低保对象1.2万人、农村低保对象34567人。全年实施临时救助2.34万人次，
发放临时救助金3456.7万元。城市低保标准由每人每月600元提高到每人每月620元。
"""


@pytest.fixture
def minzheng(reference_engine):
    url = reference_engine.url.render_as_string(hide_password=False)
    return lambda *given: CliRunner().invoke(main, ["--database", url, *map(str, given)])


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "zhaotong-2021.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def ledger_of(path):
    with path.open(encoding="utf-8") as file:
        return {row["printed"]: row for row in csv.DictReader(file)}


def test_an_article_becomes_a_ledger_and_the_line_of_its_source(minzheng, article):
    result = minzheng("read", article, "--area", "昭通市", "--published", "2022-02-10")
    assert "to load it: minzheng load" in result.output, result.output
    rows = ledger_of(article.with_suffix(".csv"))
    assert rows["1.2万人"]["indicator"] == "dibao_persons"
    assert rows["1.2万人"]["breakdown"] == "residence=urban"
    assert rows["34567人"]["breakdown"] == "residence=rural"
    assert rows["34567人"]["area"] == "530600"
    assert rows["34567人"]["period_end"] == "2021-12-31"
    assert rows["3456.7万元"]["value"] == "34567000"
    # The standard is yearly, the print monthly.
    assert rows["620元"]["value"] == "7440"
    source = ledger_of_source(article)
    assert (source["code"], source["kind"]) == ("zhaotong-2021", "article")
    assert source["number_count"] == "8"


def ledger_of_source(article):
    with article.with_suffix(".source.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    return row


def test_what_was_read_loads_and_reading_again_repeats_what_was_decided(minzheng, article):
    minzheng("read", article, "--area", "530600", "--published", "2022-02-10")
    ledger, source = article.with_suffix(".csv"), article.with_suffix(".source.csv")
    decided = ledger.read_text(encoding="utf-8").replace("residence=rural", "total")
    ledger.write_text(decided, encoding="utf-8")
    loaded = minzheng("load", source, ledger)
    assert loaded.exit_code == 0, loaded.output
    again = minzheng("read", article, "--area", "530600", "--force")
    assert ", 0 to look at" in again.output
    assert ledger_of(ledger)["34567人"]["breakdown"] == "total"


def test_a_ledger_that_is_there_is_not_written_over(minzheng, article):
    ledger = article.with_suffix(".csv")
    ledger.write_text("mine", encoding="utf-8")
    result = minzheng("read", article)
    assert result.exit_code == 1
    assert "--force" in result.output
    assert ledger.read_text(encoding="utf-8") == "mine"


def test_json_has_an_object_for_each_number(minzheng, article):
    result = minzheng("read", article, "--area", "530600", "--published", "2022-02-10", "--json")
    found = json.loads(result.stdout)
    for one in found:
        assert ARTICLE[one["start"] : one["end"]] == one["printed"]
        assert 0 <= one["confidence"] <= 1
    dates = [one for one in found if one["reason"] == "date"]
    assert {one["disposition"] for one in dates} == {"neither"}
    (times,) = [one for one in found if one["printed"] == "2.34万人次"]
    assert (times["value"], times["low"], times["high"]) == (23400, 23350, 23450)
    assert (times["unit"], times["basis"]) == ("person-time", "during")


def test_a_page_is_read_as_it_is_seen_and_its_text_is_kept(minzheng, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><title>x</title><body><p>截至2021年底，全市城市低保对象<b>1.2</b>万人"
        "<sup>1</sup>。</p><p style='display:none'>农村低保9万人</p></body>",
        encoding="utf-8",
    )
    result = minzheng("read", page, "--area", "530600", "--published", "2022-02-10")
    assert "2 numbers" in result.output, result.output
    assert page.with_suffix(".txt").read_text(encoding="utf-8").startswith("截至2021年底")


def test_without_a_day_and_an_area_the_command_asks_and_invents_nothing(minzheng, tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text("目前城市低保对象1.2万人。", encoding="utf-8")
    result = minzheng("read", path)
    assert "--area" in result.output
    assert "--published" in result.output
    row = ledger_of(path.with_suffix(".csv"))["1.2万人"]
    assert (row["area"], row["period_start"]) == ("", "")


def test_what_is_certain_is_loaded_and_the_rest_waits(minzheng, reference_engine, article):
    with article.open("a", encoding="utf-8") as file:
        file.write("另有某项目惠及群众800人。")
    result = minzheng(
        "read", article, "--accept-certain", "--area", "530600", "--published", "2022-02-10"
    )
    assert result.exit_code == 1, result.output
    assert "to look at, in ops.proposal" in result.output
    with reference_engine.connect() as connection:
        waiting = connection.execute(text("select printed from ops.proposal")).scalars().all()
        known = connection.execute(text("select printed from core.mention")).scalars().all()
    assert "800人" in waiting
    assert not set(waiting) & set(known)
    minzheng("read", article, "--area", "530600", "--published", "2022-02-10")
    ledger = article.with_suffix(".csv")
    kept = [row for row in ledger.read_text(encoding="utf-8").splitlines() if "800人" not in row]
    ledger.write_text("\n".join(kept) + "\n", encoding="utf-8")
    refused = minzheng("load", ledger)
    assert "accounts for" in refused.output
