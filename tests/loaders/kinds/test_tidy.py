import pytest
from sqlalchemy import text
from support.databases import query
from support.loading import load, load_figures

from minzheng.loaders import bulk
from minzheng.loaders.kinds.tidy import resolved_figures
from minzheng.loaders.options import LoadOptions


def row(printed, area="530621", **fields):
    day = {"period_start": "2022-12-31", "period_end": "2022-12-31"}
    usual = {"indicator": "dibao_persons", "breakdown": "residence=rural"}
    return usual | day | {"area": area, "printed": printed} | fields


@pytest.fixture
def reported(database, tmp_path):
    """A cell that an article reports, too."""
    record = row("54.07万", "530600")
    assert load_figures(database, tmp_path, [record], "zhaotong-2022-review").added == 1


CURRENT = """
    select area_code, value, observation_id from mart.reported
    where source_code = 'some-county-2022' order by area_code
"""


def fault(result):
    return [(reject.line, reject.column, reject.reason) for reject in result.rejects]


def test_figures_are_read_with_the_usual_where_the_file_says_nothing(database, tmp_path):
    assert load_figures(database, tmp_path, [row("65000"), row("6.5万", "530622")]).added == 2
    found = query(
        database,
        """
        select value, low, high, basis, status, unit, locator, accepted from mart.reported
        where source_code = 'some-county-2022' order by locator
        """,
    )
    usual = ("point", "A", "person")
    assert found == [
        (65000, 65000, 65000, *usual, "row=2", True),
        (65000, 64500, 65500, *usual, "row=3", True),
    ]


def test_a_figure_in_another_unit_is_converted_exactly(database, tmp_path):
    standard = row("512.5", indicator="dibao_standard", unit="CNY/person/month")
    load_figures(database, tmp_path, [standard])
    found = query(database, "select value, low, high from mart.reported where printed = '512.5'")
    assert [tuple(map(str, bounds)) for bounds in found] == [("6150", "6149.4", "6150.6")]


def test_the_same_file_again_is_skipped_and_the_same_rows_change_nothing(database, tmp_path):
    records = [row("65000"), row("42", "530622")]
    load_figures(database, tmp_path, records)
    before = query(database, CURRENT)
    assert load_figures(database, tmp_path, records).outcome == "unchanged"
    result = load_figures(database, tmp_path, records[::-1])
    assert (result.outcome, result.changes, result.unchanged) == ("loaded", 0, 2)
    assert query(database, CURRENT) == before


def test_a_revised_file_keeps_what_is_equal_and_follows_what_is_not(database, tmp_path):
    load_figures(database, tmp_path, [row("1", "530621"), row("2", "530622"), row("3", "530623")])
    before = query(database, CURRENT)
    result = load_figures(
        database, tmp_path, [row("1", "530621"), row("20", "530622"), row("4", "530624")]
    )
    assert (result.added, result.revised, result.withdrawn) == (1, 1, 1)
    after = query(database, CURRENT)
    assert [found[:2] for found in after] == [("530621", 1), ("530622", 20), ("530624", 4)]
    assert after[0] == before[0]
    (follows,) = query(
        database,
        "select follows_id from core.observation where observation_id = :id",
        id=after[1][2],
    )
    assert follows == (before[1][2],)


def test_as_of_gives_both_truths(database, tmp_path):
    load_figures(database, tmp_path, [row("1")])
    (moment,) = query(database, "select clock_timestamp()")[0]
    load_figures(database, tmp_path, [row("2")])
    then = """
        select value, accepted from mart.as_of(:moment) where source_code = 'some-county-2022'
    """
    assert query(database, then, moment=moment) == [(1, True)]
    assert query(database, then, moment="infinity") == [(2, True)]


def test_the_values_as_of_the_last_change_are_those_of_now(bundled):
    difference = """
        with before as materialized (
            select * from mart.value_as_of((select max(as_of) from mart.vintage))
        ), now as materialized (select * from mart.value)
        (select * from now except select * from before)
        union all
        (select * from before except select * from now)
    """
    assert bundled.execute(text(difference)).all() == []
    contested = "select count(*) from mart.value where source_count > 1 and in_conflict"
    assert bundled.scalar(text(contested)) > 0


@pytest.mark.usefixtures("reported")
def test_the_value_of_a_cell_as_of_a_moment_is_that_of_the_report_accepted_then(database, tmp_path):
    (before,) = query(database, "select max(as_of) from mart.vintage")[0]
    load_figures(database, tmp_path, [row("540701", "530600")])
    cell = """
        select value, source_code, source_count, in_conflict from mart.value_as_of(:moment)
        where area_code = '530600' and indicator_code = 'dibao_persons'
        and breakdown = 'residence=rural'
    """
    article = (540700, "zhaotong-2022-review", 1, False)
    assert query(database, cell, moment=before) == [article]
    table = (540701, "some-county-2022", 2, False)
    assert query(database, cell, moment="infinity") == [table]


def test_a_load_that_changes_something_is_a_vintage_and_others_are_not(database, tmp_path):
    vintages = """
        select added, revised from mart.vintage where file_name = :name order by as_of
    """
    load_figures(database, tmp_path, [row("1")])
    load_figures(database, tmp_path, [row("1")])
    load_figures(database, tmp_path, [row("2")])
    name = str(tmp_path / "some-county-2022.csv")
    assert query(database, vintages, name=name) == [(1, 0), (0, 1)]


def test_known_on_knows_only_what_was_published(database, tmp_path):
    load_figures(database, tmp_path, [row("1")])
    count = "select count(*) from mart.known_on(:day) where source_code = 'some-county-2022'"
    assert query(database, count, day="2023-01-30") == [(0,)]
    assert query(database, count, day="2023-01-31") == [(1,)]


@pytest.mark.usefixtures("reported")
def test_an_official_table_is_accepted_before_an_article(database, tmp_path):
    load_figures(database, tmp_path, [row("540701", "530600")])
    cell = """
        select value, source_code, source_count from mart.value
        where area_code = '530600' and indicator_code = 'dibao_persons'
        and breakdown = 'residence=rural'
    """
    assert query(database, cell) == [(540701, "some-county-2022", 2)]
    load_figures(database, tmp_path, [row("7", "530602")])
    assert query(database, cell) == [(540700, "zhaotong-2022-review", 1)]


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"indicator": "no_such"}, "indicator", "unknown_code"),
        ({"indicator": ""}, "indicator", "unknown_code"),
        ({"area": "999999"}, "area", "unknown_code"),
        ({"breakdown": "residence=lunar"}, "breakdown", "unknown_breakdown"),
        ({"period_end": "2022-02-30"}, "period_end", "ill_formed"),
        ({"period_end": ""}, "period_end", "missing"),
        ({"period_end": "2021-12-31"}, "period_end", "wrong_period"),
        ({"printed": "many"}, "printed", "unreadable"),
        ({"printed": ""}, "printed", "missing"),
        ({"printed": "9999999999"}, "printed", "out_of_bounds"),
        ({"area": "530621"}, "indicator", "duplicate"),
    ],
)
def test_a_bad_row_is_reported_and_nothing_is_loaded(untouched, tmp_path, change, column, reason):
    records = [row("1"), row("2", "530622") | change]
    result = load_figures(untouched, tmp_path, records)
    assert result.outcome == "refused"
    assert fault(result) == [(3, column, reason)]
    assert query(untouched, CURRENT) == []


def test_keep_going_loads_the_rest_and_keeps_the_row(database, tmp_path):
    records = [row("1"), row("many", "530622"), row("3", "530623")]
    result = load_figures(database, tmp_path, records, keep_going=True)
    assert (result.outcome, result.added, result.rejected) == ("partly", 2, 1)
    kept = query(database, "select line, row ->> 'printed', row ->> 'area' from ops.reject")
    assert kept == [(3, "many", "530622")]


def test_a_new_breakdown_is_loaded_beside_one_that_is_wrong(database, tmp_path):
    records = [
        row("1", breakdown="age=80+;residence=rural;target=monitored"),
        row("2", "530622", breakdown="residence=lunar"),
    ]
    result = load_figures(database, tmp_path, records, keep_going=True)
    assert (result.added, result.rejected) == (1, 1)
    assert [found[:2] for found in query(database, CURRENT)] == [("530621", 1)]


def test_what_a_rejected_row_reported_before_stays(database, tmp_path):
    load_figures(database, tmp_path, [row("1"), row("2", "530622")])
    before = query(database, CURRENT)
    load_figures(database, tmp_path, [row("1"), row("many", "530622")], keep_going=True)
    assert query(database, CURRENT) == before


def test_a_line_with_a_field_too_many_is_a_reject(database, tmp_path):
    load_figures(database, tmp_path, [row("1")])
    path = tmp_path / "some-county-2022.csv"
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + ",x\n")
    assert fault(load(database, path)) == [(3, "", "field_count")]


def test_a_code_means_the_unit_that_bore_it_then(database, tmp_path):
    then = {"period_start": "2010-11-01", "period_end": "2010-11-01"}
    load_figures(database, tmp_path, [row("5", "533321", **then)])
    assert [found[0] for found in query(database, CURRENT)] == ["533301"]


@pytest.fixture
def many(database, monkeypatch):
    """Rows enough not to be checked one by one; a tenth of what is enough otherwise."""
    monkeypatch.setattr(resolved_figures, "MANY", resolved_figures.MANY // 10)
    yunnan = "select area_code from calc.area_label where area_code like '53____'"
    areas = [code for (code,) in query(database, yunnan)]
    return [
        row(str(year), area, period_start=f"{year}-12-31", period_end=f"{year}-12-31")
        for area in areas
        for year in range(2015, 2023)
    ]


INDEXES = "select indexdef from pg_indexes where tablename = 'observation' order by 1"


@pytest.fixture(params=["indexed by row", "indexed afterwards"])
def indexing(request, monkeypatch):
    if request.param == "indexed afterwards":
        monkeypatch.setattr(bulk, "FEW", 0)
        monkeypatch.setattr(bulk, "TIMES_AS_MANY", 2)


@pytest.mark.usefixtures("indexing", "reported")
@pytest.mark.parametrize("area", ["530621", "530600"])
def test_among_many_rows_a_cell_that_is_there_twice_is_found(database, tmp_path, many, area):
    """The figure of 530600 is accepted from another source, that of 530621 is not."""
    extra = row("7", area)
    result = load_figures(database, tmp_path, [*many, extra])
    assert (result.outcome, result.changes) == ("refused", 0)
    assert fault(result) == [(len(many) + 2, "indicator", "duplicate")]


@pytest.mark.usefixtures("indexing")
def test_many_rows_are_loaded_with_every_foreign_key_in_place(database, tmp_path, many):
    indexes = query(database, INDEXES)
    result = load_figures(database, tmp_path, many)
    assert result.added == len(many) > resolved_figures.MANY
    assert query(database, INDEXES) == indexes
    orphans = """
        select count(*) from core.observation
        where not exists (select from core.source where source_id = observation.source_id)
    """
    assert query(database, orphans) == [(0,)]
    enforced = "select bool_and(convalidated) from pg_constraint where contype = 'f'"
    assert query(database, enforced) == [(True,)]


@pytest.mark.usefixtures("indexing")
def test_a_reader_at_work_is_not_waited_for(database, tmp_path, many):
    with database.connect() as reader:
        reader.execute(text("select count(*) from mart.value")).scalar_one()
        assert load_figures(database, tmp_path, many).added == len(many)


def load_as(engine, folder, name, records):
    options = LoadOptions("some-county-2022")
    return load_figures(engine, folder, records, name, options)


def test_a_second_file_of_a_source_leaves_the_cells_of_the_first(database, tmp_path):
    load_as(database, tmp_path, "january", [row("1", "530621"), row("2", "530622")])
    shared = [row("2", "530622"), row("3", "530623"), row("4", "530624")]
    result = load_as(database, tmp_path, "february", shared)
    assert (result.added, result.withdrawn) == (2, 0)
    result = load_as(database, tmp_path, "february", shared[:2])
    assert result.withdrawn == 1
    codes = [code for code, _value, _id in query(database, CURRENT)]
    assert codes == ["530621", "530622", "530623"]


def test_a_file_of_another_name_takes_the_place_of_one_it_mostly_repeats(database, tmp_path):
    first = [row(str(number), f"53062{number}") for number in (1, 2, 3)]
    load_as(database, tmp_path, "first", first)
    assert load_as(database, tmp_path, "revised", first[:2]).withdrawn == 1
