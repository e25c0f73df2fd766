import io
import re
from datetime import date, datetime
from decimal import Decimal

import pandas
import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, ScatterChart
from sqlalchemy import text
from support.databases import clone_of, template

from minzheng.cli import main
from minzheng.loaders import run
from minzheng.outputs.report.names import names
from minzheng.outputs.report.report_areas import report_areas
from minzheng.outputs.report.report_queries import run_query
from minzheng.outputs.report.workbook import workbook
from minzheng.outputs.report.workbook.charts_sheet import add_charts
from minzheng.outputs.report.workbook.report_book import ReportBook
from minzheng.outputs.report.workbook.sheet_writer import add_sheet

pytestmark = pytest.mark.once


FILES = ("articles/zhaotong-2022-review", "articles/lincang-2024-achievements")
FILES += ("tables/mca-2020-bulletin",)


@pytest.fixture(scope="module")
def published_template(server_url, reference_template):
    """The reference lists, and some figures of two prefectures and of the nation.

    A workbook of all that is bundled has 300,000 cells, and takes half a minute.
    """

    def make(engine):
        results = list(run.load(engine, [run.BUNDLED / f"{name}.csv" for name in FILES]))
        assert {result.outcome for result in results} == {"loaded"}

    return template(server_url, "published", make, reference_template)


database = clone_of("published_template", scope="module")


@pytest.fixture(scope="module")
def published(database):
    with database.connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def made(published):
    return workbook(published, report_areas(published, ["530600", "530900"]), "zh")


@pytest.fixture(scope="module")
def book(made):
    return load_workbook(io.BytesIO(made))


@pytest.fixture(scope="module")
def frames(book):
    """Every sheet, by its name."""
    return {sheet.title: frame(*sheet.values) for sheet in book}


def frame(header, *rows):
    return pandas.DataFrame(rows, columns=header)


def test_there_is_a_sheet_for_each_programme_with_figures(published, book):
    codes = "select area_code from mart.area where '530600' = any(array[area_code, parent_code])"
    programmes = published.execute(
        text(f"""
            select distinct program_name
            from mart.value
            inner join mart.program on program.program_code = value.program_code
            where area_code in ({codes})
        """)
    ).scalars()
    assert {name[:31] for name in programmes} <= set(book.sheetnames)
    assert book.sheetnames[:2] == ["概览", "说明"]
    assert book.sheetnames[-3:] == ["派生指标", "全部数字", "来源"]


def test_all_figures_equal_those_of_the_database(published, frames):
    read = frames["全部数字"].set_index("观测编号").sort_index()
    query = """
        select observation_id, area_code, period_end, value, high, source_code, accepted
        from mart.reported
        where area_code = any(:areas)
        order by observation_id
    """
    areas = [place.code for place in report_areas(published, ["530600", "530900"])]
    wanted = published.execute(text(query), {"areas": areas}).all()
    assert list(read.index) == [row.observation_id for row in wanted]
    assert list(read["地区代码"]) == [row.area_code for row in wanted]
    assert list(read["末日"].dt.date) == [row.period_end for row in wanted]
    assert list(read["来源代码"]) == [row.source_code for row in wanted]
    assert list(read["采用"]) == [row.accepted for row in wanted]
    assert list(read["数值"]) == [in_cell(row.value) for row in wanted]
    assert [None if pandas.isna(one) else one for one in read["上界"]] == [
        None if row.high is None else in_cell(row.high) for row in wanted
    ]


def in_cell(value):
    # Workbooks are written with 16 significant digits.
    return float(f"{float(value):.16g}")


def test_a_programme_has_its_figures_side_by_side_with_the_unit_in_the_header(bundled, frames):
    read = frames["最低生活保障"].set_index(["地区代码", "分组", "末日"])
    row = read.loc[("530600", "农村", pandas.Timestamp(2022, 12, 31))]
    assert row["最低生活保障标准 (元/(人·年))"] == 5352
    assert row["最低生活保障人数 (人)"] == 540700
    assert (row["最低生活保障人数 下界"], row["最低生活保障人数 上界"]) == (540650, 540750)
    title = "select title from mart.source where source_code = 'zhaotong-2022-review'"
    assert row["最低生活保障人数 来源"] == bundled.execute(text(title)).scalar()


def test_each_accepted_figure_stands_once_on_a_sheet_of_a_programme(published, frames, book):
    cells = 0
    for name in set(book.sheetnames[2:-3]) - {"图表"}:
        read = frames[name]
        cells += int(read[[column for column in read if column.endswith(" 来源")]].count().sum())
    areas = [place.code for place in report_areas(published, ["530600", "530900"])]
    count = "select count(*) from mart.value where area_code = any(:areas)"
    assert cells == published.execute(text(count), {"areas": areas}).scalar()


def test_the_first_sheet_has_the_latest_value_and_its_change_for_each_area(bundled, frames):
    read = frames["概览"].set_index(["指标", "分组"])
    row = read.loc[("最低生活保障标准", "农村")]
    assert row["昭通市"] == 5352
    assert row["昭通市 末日"] == pandas.Timestamp(2022, 12, 31)
    query = """
        select round(growth_pct, 1)
        from mart.growth
        where area_code = '530600' and indicator_code = 'dibao_standard'
            and breakdown = 'residence=rural' and is_consecutive and period_end = '2022-12-31'
    """
    assert row["昭通市 一年变化 %"] == float(bundled.execute(text(query)).scalar())
    # The figure before that of the province is three years older.
    assert pandas.isna(row.get("云南省 一年变化 %"))


def test_the_first_sheet_leads_to_those_of_the_programmes(book):
    links = [row[0].value for row in book["概览"].iter_rows(min_row=2)]
    assert links
    for link in links:
        sheet = link.removeprefix("=HYPERLINK(\"#'").split("'!")[0]
        assert sheet in book.sheetnames


def test_sheets_are_set_up_for_paper_and_fold_bounds_and_codes_away(book):
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
    added = book["全部数字"]
    folded = {cell.value for cell in added[1] if added.column_dimensions[cell.column_letter].hidden}
    assert {"下界", "上界", "来源代码"} <= folded
    assert not folded & {"数值", "来源", "末日"}


@pytest.fixture(scope="module")
def charts(bundled):
    """The sheet of charts of the report on a province."""
    areas = [area for area in report_areas(bundled, ["530000"]) if area.depth in (0, 1)]
    codes = [area.code for area in areas]
    figures = run_query(bundled, "figures", codes).all()
    metrics = run_query(bundled, "metric_values", codes).all()
    units = dict(
        bundled.exec_driver_sql(
            "select indicator_code, unit from mart.indicator"
            " union all select metric_code, unit from mart.metric"
        ).all()
    )
    file = Workbook(write_only=True)
    book = ReportBook(file, {area.code: area.name for area in areas}, names(bundled, "zh"), 0, {})
    add_charts(book, ["530000"], codes, figures, metrics, units)
    written = io.BytesIO()
    file.save(written)
    (sheet,) = load_workbook(written)
    return sheet


def points_of(sheet, reference):
    cells = sheet[reference.numRef.f.split("!")[1]]
    return [cell.value for (cell,) in cells]


def test_trends_have_the_days_and_values_of_a_series_of_the_area(bundled, charts):
    trends = [chart for chart in charts._charts if isinstance(chart, ScatterChart)]
    (population,) = [
        chart.series[0] for chart in trends if "总人口" in chart.series[0].tx.v
    ]  # fmt: skip
    known = bundled.exec_driver_sql("""
        select period_end, value::float8 from mart.value
        where area_code = '530000' and indicator_code = 'population' and breakdown = 'total'
        order by period_end
    """)
    points = zip(
        points_of(charts, population.xVal), points_of(charts, population.yVal), strict=True
    )
    assert [(day.date(), value) for day, value in points] == [tuple(row) for row in known]
    assert all(len(points_of(charts, line.yVal)) >= 4 for chart in trends for line in chart.series)


def test_comparisons_have_the_areas_below_with_the_greatest_first(charts):
    bars = [chart for chart in charts._charts if isinstance(chart, BarChart)]
    assert len(bars) > 3
    for chart in bars:
        values = points_of(charts, chart.series[0].val)
        assert values == sorted(values, reverse=True) and len(values) >= 3
        assert "云南省" not in points_of(charts, chart.series[0].cat)


def test_charts_do_not_lie_upon_each_other(charts):
    places = [(chart.anchor._from.row, chart.height) for chart in charts._charts]
    below = [row for row, _height in places[1:]]
    # Rows are about half a centimetre high.
    assert all(
        row + height / 0.53 < next_row
        for (row, height), next_row in zip(places[:-1], below, strict=True)
    )


def test_headers_are_frozen_and_can_be_filtered_and_cells_have_their_type(book):
    for name in book.sheetnames:
        assert book[name].freeze_panes.endswith("2")
        assert book[name].auto_filter.ref.startswith("A1:")
    added = book["全部数字"]
    first = dict(zip([cell.value for cell in added[1]], added[2], strict=True))
    assert isinstance(first["末日"].value, datetime)
    assert first["末日"].is_date
    assert isinstance(first["数值"].value, int | float)
    assert first["地区代码"].value == "000000"


def test_metrics_equal_those_of_the_database(published, frames):
    read = frames["派生指标"]
    query = """
        select metric_code, area_code, period_end, value
        from mart.metric_value
        where area_code = '530600'
    """
    wanted = {tuple(row[:3]): row.value for row in published.execute(text(query))}
    own = read[read["地区代码"] == "530600"]
    assert len(own) == len(wanted)
    for row in own.itertuples():
        value = wanted[row.代码, "530600", row.末日.date()]
        assert Decimal(str(row.数值)) == pytest.approx(value, abs=Decimal("0.000001"))


def test_a_text_that_begins_like_a_formula_stays_a_text():
    book = Workbook(write_only=True)
    add_sheet(book, "a/b", ["name", "day", "number"], [["=1+1", date(2020, 1, 2), Decimal("1.50")]])
    file = io.BytesIO()
    book.save(file)
    (read,) = load_workbook(file)
    assert read.title == "a b"
    name, day, number = read[2]
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert day.value == datetime(2020, 1, 2)
    assert (number.value, number.number_format) == (1.5, "#,##0.0")


def test_the_name_of_the_file_says_that_a_workbook_is_wanted(database, tmp_path):
    named = ["--database", database.url.render_as_string(hide_password=False)]
    path = tmp_path / "report.xlsx"
    for language in ("en", "zh"):
        result = CliRunner().invoke(
            main, ["--lang", language, *named, "report", "--area", "530600", "-o", str(path)]
        )
        assert result.exit_code == 0, result.output
        sheets = load_workbook(path, read_only=True).sheetnames
        assert ("All figures" in sheets) == (language == "en")


# Columns that hold codes and addresses, and those of the language of a source.
CODES = {"代码", "来源代码", "位置", "SHA-256", "网址", "Place", "Code of the source"}
OF_SOURCES = {"来源", "发布者", "作者", "题名", "Source", "Publisher", "Authors", "Title"}
OF_SOURCES |= {"印刷形式", "As printed"}
# Locators, names and words of a print within notes.
NAMED = re.compile(r"户|[a-z]+=\S*|\S*[./]\S+|《[^》]*》|“[^”]*”|\"[^\"]*\"|minzheng|[（(].*?[)）]")


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh", "[A-Za-z]{3,}"), ("en", "[\u3400-\u9fff]")]
)
def test_a_workbook_in_one_language_has_no_word_of_the_other(published, language, foreign):
    made = workbook(published, report_areas(published, ["530600"]), language)
    book = load_workbook(io.BytesIO(made))
    found = set()
    for sheet in book:
        header, *rows = sheet.values
        for name in (sheet.title, *header):
            if name not in CODES and re.search(foreign, name):
                found.add(name)
        for row in rows:
            for name, value in zip(header, row, strict=True):
                is_free = name in CODES | OF_SOURCES or name.endswith((" 来源", " Source"))
                is_text = isinstance(value, str) and not value.startswith("=HYPERLINK")
                if is_text and not is_free and re.search(foreign, NAMED.sub("", value)):
                    found.add((name, value))
    assert found == set()
