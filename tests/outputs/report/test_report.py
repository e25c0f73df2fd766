import base64
import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from minzheng.cli import main
from minzheng.outputs.report.page import SCRIPTS, TEMPLATE, page
from minzheng.outputs.report.report_areas import NoFigures, report_areas

VENDOR = Path(__file__).parents[3] / "outputs" / "report" / "page" / "vendor"


@pytest.fixture(scope="module")
def html(bundled):
    return page(bundled, report_areas(bundled, []), "zh")


@pytest.fixture(scope="module")
def data(html):
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html)
    return json.loads(found)


def unpacked(table):
    columns = [
        column
        if isinstance(column, list)
        else [value_at(column["of"], place) for place in column["at"]]
        for column in table.values()
    ]
    return [dict(zip(table, row, strict=True)) for row in zip(*columns, strict=True)]


def value_at(values, place):
    return ";".join(values[part] for part in place) if isinstance(place, list) else values[place]


def test_each_script_of_the_page_uses_only_those_before_it():
    used = re.compile(r'from "\./(\w+)\.js";$', re.MULTILINE)
    for place, name in enumerate(SCRIPTS):
        script = TEMPLATE.joinpath(f"{name}.js").read_text("utf-8")
        assert set(used.findall(script)) <= set(SCRIPTS[:place]), name


def test_the_page_is_small_enough_to_send(html):
    assert len(html.encode("utf-8")) < 4_000_000


def test_the_policy_allows_the_scripts_and_the_style_of_the_page_and_nothing_else(html):
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', html)
    parts = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", html, re.DOTALL)
    digests = [hashlib.sha256("".join(part).encode("utf-8")).digest() for part in parts]
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    assert policy.startswith("default-src 'none'; ")
    assert sorted(re.findall(r"'sha256-[^']+'", policy)) == sorted(hashes)
    assert "unsafe" not in policy


def test_without_an_area_the_report_is_on_the_one_with_the_most_indicators(bundled, data):
    (asked,) = (area for area in data["areas"] if area["depth"] == 0)
    counts = "select area_code, count(distinct indicator_code) from mart.reported group by 1"
    most = dict(map(tuple, bundled.execute(text(counts))))
    assert most[asked["code"]] == max(most.values())


def test_the_areas_are_those_asked_for_with_those_above_and_below(bundled):
    depths = {place.code: place.depth for place in report_areas(bundled, ["530600"])}
    assert depths["000000"] == -2
    assert (depths["530000"], depths["530600"], depths["530602"]) == (-1, 0, 1)
    assert "530900" not in depths


def test_several_areas_stand_side_by_side(bundled):
    found = report_areas(bundled, ["530600", "530900"])
    assert {place.code for place in found if place.depth == 0} == {"530600", "530900"}


def test_an_area_without_figures_is_an_error(bundled):
    with pytest.raises(NoFigures, match="999999"):
        report_areas(bundled, ["530600", "999999"])


def exact(value):
    return None if value is None else Decimal(value)


def test_figures_in_the_page_are_those_of_the_database_to_the_digit(bundled, data):
    names = ("printed", "locator", "source_code", "accepted", "value", "low", "high")
    shown = {
        row["observation_id"]: (*(row[name] for name in names[:4]), *map(exact, bounds(row)))
        for row in unpacked(data["figures"])
    }
    query = (
        f"select observation_id, {', '.join(names)} from mart.reported where area_code = any(:a)"
    )
    codes = [area["code"] for area in data["areas"]]
    wanted = {row[0]: row[1:] for row in bundled.execute(text(query), {"a": codes})}
    assert shown == wanted


def bounds(row):
    return row["value"], row["low"], row["high"]


def test_metrics_in_the_page_are_those_of_the_database(bundled, data):
    codes = [area["code"] for area in data["areas"]]
    count = "select count(*) from mart.metric_value where area_code = any(:areas)"
    rows = unpacked(data["metric_values"])
    assert len(rows) == bundled.execute(text(count), {"areas": codes}).scalar()
    ids = {row["observation_id"] for row in unpacked(data["figures"])}
    assert {row["numerator_id"] for row in rows} <= ids


def test_every_chart_and_headline_names_what_is_known(bundled, data):
    for kind in ("indicator", "metric"):
        codes = f"select {kind}_code from mart.{kind}"
        known = set(bundled.execute(text(codes)).scalars())
        lines = [*data["series"], *data["headlines"]]
        assert {line["code"] for line in lines if line["kind"] == kind} <= known
    charts = {chart["code"] for chart in data["charts"]}
    assert {line["chart"] for line in data["series"]} == charts


def test_the_script_has_every_module_once_and_declares_no_name_twice(html):
    script = html.split("<script>")[-1]
    assert not re.findall("^(?:import|export) ", script, re.M)
    for module in (VENDOR.parent / "template").glob("*.js"):
        assert script.count(module.read_text("utf-8").splitlines()[0]) == 1, module.name
    names = re.findall(r"^const (\w+) =", script, re.M)
    assert len(names) == len(set(names)) > 100


def test_the_library_in_the_page_is_the_one_that_is_documented():
    digest = hashlib.sha256((VENDOR / "echarts.common.min.js").read_bytes()).hexdigest()
    assert digest in (VENDOR / "README.md").read_text("utf-8")


@pytest.fixture
def minzheng(bundled):
    named = ["--database", bundled.engine.url.render_as_string(hide_password=False)]
    return lambda *arguments: CliRunner().invoke(main, [*named, *map(str, arguments)])


def test_report_writes_a_page_and_says_where(minzheng, tmp_path):
    path = tmp_path / "report.html"
    result = minzheng("report", "--area", "530600", "--lang", "en", "-o", path)
    assert result.exit_code == 0, result.output
    assert str(path) in result.output
    assert '<html lang="en">' in path.read_text("utf-8")


def test_a_report_is_in_the_language_of_the_command_unless_another_is_given(
    minzheng, tmp_path, monkeypatch
):
    path = tmp_path / "report.html"

    def language_of(*options, before=()):
        result = minzheng(*before, "report", "--area", "530902102", *options, "-o", path)
        assert result.exit_code == 0, result.output
        return re.search('<html lang="([^"]*)"', path.read_text("utf-8"))[1]

    monkeypatch.setenv("MINZHENG_LANG", "")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert language_of() == "zh-CN"
    assert language_of("--lang", "en") == "en"
    monkeypatch.setenv("LANGUAGE", "C")
    assert language_of() == "en"
    assert language_of(before=["--lang", "zh"]) == "zh-CN"
    monkeypatch.setenv("MINZHENG_LANG", "zh")
    assert language_of() == "zh-CN"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--area", "999999"), "There is no area 999999"),
        (("-o", "/nowhere/report.html"), "cannot be written"),
        (("--area", "昆名市"), "Did you mean"),
        (("--area", "城关区"), "give the code of the area"),
    ],
)
def test_what_cannot_be_reported_is_one_line(minzheng, arguments, message):
    result = minzheng("report", *arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_database_without_figures_says_how_to_load_some(engine):
    named = ["--database", engine.url.render_as_string(hide_password=False)]
    result = CliRunner().invoke(main, [*named, "report"])
    assert result.exit_code == 1
    assert "minzheng load" in result.output


def test_levels_below_that_are_too_much_for_one_file_are_left_out(bundled, monkeypatch):
    monkeypatch.setattr("minzheng.outputs.report.report_areas.MOST_FIGURES", 1500)
    found = report_areas(bundled, ["530000"])
    included = {place.depth for place in found if place.included}
    left_out = {place.depth for place in found if not place.included}
    assert max(included) == 1
    assert min(left_out) == 2
    count = sum(not place.included for place in found)
    assert f'"left_out":{count}' in page(bundled, found, "zh")
