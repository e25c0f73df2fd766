import io

import pytest
from click.testing import CliRunner
from matplotlib.image import imread

from minzheng.cli import main
from minzheng.cli.report_command import CHARTS
from minzheng.outputs.report.names import names
from minzheng.outputs.report.picture import fonts, picture
from minzheng.outputs.report.picture.points import series_of
from minzheng.outputs.report.picture.selection import one_day, one_level
from minzheng.outputs.report.report_areas import NoFigures, report_areas

pytestmark = pytest.mark.once

STANDARDS = [
    {"kind": "indicator", "code": "dibao_standard", "breakdown": f"residence={member}"}
    for member in ("urban", "rural")
]
AGEING = [{"kind": "metric", "code": "elderly_share_65", "breakdown": ""}]


@pytest.fixture
def run(bundled):
    named = ["--database", bundled.engine.url.render_as_string(hide_password=False)]
    return lambda *arguments: CliRunner().invoke(main, [*named, "report", *map(str, arguments)])


NATIONAL = {
    "tekun_persons",
    "residential_beds",
    "marriage",
    "cremation",
    "rural_dibao_rate",
    "urban_dibao_rate",
}


@pytest.fixture(scope="module")
def areas(bundled):
    """What a report on the nation, and one on the province, are about."""
    return {code: report_areas(bundled, [code]) for code in ("000000", "530000")}


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_can_be_drawn(bundled, areas, chart):
    area = "000000" if chart in NATIONAL else "530000"
    image = imread(io.BytesIO(picture(bundled, areas[area], chart, "en")))
    height, width, _ = image.shape
    assert min(height, width) > 500
    assert image[..., :3].std() > 0.01


def test_a_line_has_the_points_of_the_database(bundled):
    urban, rural = series_of(bundled, STANDARDS, ["530600"], names(bundled, "zh"))
    assert (urban.name, rural.name) == ("城市", "农村")
    assert [int(point.value) for point in urban.points] == [7920, 8400]
    assert [int(point.value) for point in rural.points] == [4770, 5352]


def test_two_values_are_compared_on_one_day_the_nearest_areas_first(bundled, areas):
    found = areas["530000"]
    series = series_of(bundled, STANDARDS, [place.code for place in found], names(bundled, "zh"))
    pairs = one_day(series, found)
    assert [one.area for one in pairs[:6:2]] == ["530000", "000000", "530600"]
    for urban, rural in zip(pairs[::2], pairs[1::2], strict=True):
        assert urban.area == rural.area
        assert urban.last_day == rural.last_day


def test_areas_are_ranked_within_the_highest_level_on_the_latest_day(bundled, areas):
    found = areas["530000"]
    series = series_of(bundled, AGEING, [place.code for place in found], names(bundled, "en"))
    ranked = one_level(series, found)
    assert len(ranked) == 16
    assert {str(one.last_day) for one in ranked} == {"2020-11-01"}


def test_an_area_without_the_figures_of_a_chart_is_an_error(bundled):
    with pytest.raises(NoFigures, match="530627"):
        picture(bundled, report_areas(bundled, ["530627"]), "orphan_standards", "en")


def test_without_a_chinese_font_the_picture_is_refused_and_not_full_of_boxes(
    run, monkeypatch, tmp_path
):
    # Those that come with matplotlib.
    own = [font for font in fonts.fontManager.ttflist if "mpl-data" in font.fname]
    monkeypatch.setattr(fonts.fontManager, "ttflist", own)
    path = tmp_path / "chart.png"
    result = run("--chart", "dibao_standards", "--png", path, "--lang", "zh")
    assert result.exit_code == 1
    assert "fonts-noto-cjk" in result.output
    assert not path.exists()
    assert run("--chart", "dibao_standards", "--png", path, "--lang", "en").exit_code == 0
    assert path.exists()


def test_chinese_is_written_with_a_font_that_has_it(run, tmp_path):
    if not fonts.chinese():
        pytest.skip("no font with Chinese characters is installed")
    # A missing character is a warning, and here a warning fails.
    result = run("--chart", "dibao_standards", "--png", tmp_path / "chart.png", "--lang", "zh")
    assert result.exit_code == 0, result.output


def test_a_picture_needs_a_chart_and_a_chart_a_picture(run, tmp_path):
    assert run("--png", tmp_path / "chart.png").exit_code == 2
    assert run("--chart", "dibao_standards").exit_code == 2
    assert run("--chart", "coverage", "--png", tmp_path / "chart.png").exit_code == 2
