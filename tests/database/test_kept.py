"""Kept answers are those that are computed, whatever is loaded after what."""

import csv
import random

import pytest
from sqlalchemy import text
from support.databases import clone_of, query, template
from support.ledgers import write
from support.loading import know_tables, load, load_figures, load_list

from minzheng.database import kept, replaceable
from minzheng.database.definitions import definitions
from minzheng.loaders import run

# Two prefectures of one province with some of their counties, and a county of another province.
AREAS = (
    *("530000", "530600", "530602", "530621", "530622", "530623", "530624", "530625"),
    *("530900", "530902", "530921", "510104"),
)
CELLS = (
    ("population", "total", "point"),
    ("elderly_persons", "age=65+", "point"),
    ("dibao_standard", "residence=urban", "effective"),
    ("dibao_standard", "residence=rural", "effective"),
    ("dibao_persons", "residence=rural", "point"),
    ("dibao_persons", "residence=urban", "point"),
    ("dibao_persons", "total", "point"),
    ("dibao_households", "residence=urban", "point"),
)
SOURCES = ("yearbook", "bulletin")


def figures(chance, share):
    """Figures of a source: of every cell, area and year, with some chance; slips among them."""
    return [
        {
            "indicator": indicator,
            "area": area,
            "breakdown": breakdown,
            "basis": basis,
            "period_start": f"{year}-12-31",
            "period_end": f"{year}-12-31",
            "printed": str(chance.choice((1000, 1010, 1020, 1500, 3000, 12000, 58000))),
            "status": chance.choice("AAAAAAAAB"),
        }
        for indicator, breakdown, basis in CELLS
        for area in AREAS
        for year in range(2018, 2023)
        if chance.random() < share
    ]


def changed_some(chance, rows):
    """The figures, some of them left out and some with another value."""
    stay = [row for row in rows if chance.random() > 0.02]
    return [row | {"printed": "1234"} if chance.random() < 0.02 else row for row in stay]


def rows_of(name):
    """The rows of a list that is bundled."""
    with (run.BUNDLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def yearbook():
    """Nearly all figures, of one source."""
    return figures(random.Random(1), 0.95)


@pytest.fixture(scope="module")
def yearbook_template(server_url, reference_template, yearbook, tmp_path_factory):
    def make(engine):
        folder = tmp_path_factory.mktemp("yearbook")
        know_tables(engine, folder, *SOURCES)
        assert load_figures(engine, folder, yearbook, "yearbook").rejects == []

    return template(server_url, "yearbook", make, reference_template)


# A database with the reference lists and the yearbook.
engine = clone_of("yearbook_template")


def differing(engine):
    with engine.connect() as connection:
        return kept.differences(connection)


@pytest.mark.parametrize("seed", range(2))
def test_random_loads_revisions_and_withdrawals_leave_what_is_computed(
    reference_engine, tmp_path, seed
):
    chance = random.Random(seed)
    know_tables(reference_engine, tmp_path, *SOURCES)
    known = {
        source: figures(chance, share) for source, share in zip(SOURCES, (0.9, 0.1), strict=True)
    }
    for source, rows in known.items():
        assert not load_figures(reference_engine, tmp_path, rows, source).rejects
    assert differing(reference_engine) == {}
    for _step in range(3):
        source = chance.choice(SOURCES)
        known[source] = changed_some(chance, known[source])
        assert load_figures(reference_engine, tmp_path, known[source], source).changes
        assert differing(reference_engine) == {}
    assert query(reference_engine, "select count(*) > 10 from mart.alert") == [(True,)]
    assert query(reference_engine, "select count(*) > 10 from mart.suspect") == [(True,)]
    assert query(reference_engine, "select count(*) > 10 from mart.acceptance") == [(True,)]


def test_a_small_change_is_made_by_its_keys(engine, yearbook, tmp_path, monkeypatch):
    """Else the test above would show nothing of keys."""
    monkeypatch.setattr(kept, "_refresh_whole", None)
    changed = [yearbook[0] | {"printed": "4321"}, *yearbook[1:]]
    assert load_figures(engine, tmp_path, changed, "yearbook").revised == 1
    assert differing(engine) == {}


def test_a_base_of_another_day_that_changes_reaches_the_alerts(engine, tmp_path, monkeypatch):
    stated = {"indicator": "volunteers", "area": "530621", "breakdown": "total"}
    figures = [
        stated | {"period_start": day, "period_end": day, "printed": printed}
        for day, printed in (("2021-12-01", "1000"), ("2022-12-31", "1300"))
    ]
    growth = stated | {"locator": "page=1", "printed": "30%", "kind": "growth"}
    growth |= {"period_start": "2022-12-31", "period_end": "2022-12-31"}
    growth |= {"base_period_start": "2021-12-31", "base_period_end": "2021-12-31"}
    load_figures(engine, tmp_path, figures, "bulletin")
    path = write(tmp_path / "bulletin.comparisons.csv", tuple(growth), [growth])
    assert load(engine, path).added == 1
    monkeypatch.setattr(kept, "_refresh_whole", None)
    fires = "select count(*) from mart.alert where alert_code = 'statement_contradicted'"
    assert query(engine, fires) == [(0,)]
    figures[0]["printed"] = "1200"
    assert load_figures(engine, tmp_path, figures, "bulletin").revised == 1
    assert query(engine, fires) == [(1,)]
    assert differing(engine) == {}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("metrics", {"alignment": "latest_before"}),
        ("rules", {"right": "2 × population"}),
        ("alerts", {"threshold": "1"}),
        ("analyses", {"least_points": "9"}),
        ("indicators", {"kind": "ratio", "over_areas": "none", "high": ""}),
    ],
)
def test_a_changed_definition_reaches_what_is_kept(engine, tmp_path, name, changes):
    rows = rows_of(name)
    code = {"indicators": "dibao_standard"}.get(name)
    line = next(row for row in rows if row["code"] == code) if code else rows[0]
    line.update(changes)
    result = load_list(engine, tmp_path, name, rows)
    assert result.rejects == []
    assert result.changes
    assert differing(engine) == {}


def test_an_area_that_moves_takes_its_figures_along(engine, tmp_path):
    rows = rows_of("admin_unit_versions")
    line = next(row for row in rows if row["code"] == "530625" and not row["valid_to"])
    line["parent"] = next(row["unit"] for row in rows if row["code"] == "530900")
    assert load_list(engine, tmp_path, "admin_unit_versions", rows).rejects == []
    assert differing(engine) == {}


def test_what_a_kept_table_is_made_of_touches_it_or_makes_it_anew():
    for table in kept.kept_tables():
        definition = table.definition
        assert definition.key, table.name
        assert definition.touched_by.keys() <= table.causes, table.name
        assert definition.not_touched_by <= table.causes, table.name


def test_the_columns_of_keys_are_never_null(bundled):
    for table in kept.kept_tables():
        is_null = " or ".join(f"{column} is null" for column in table.definition.key)
        found = bundled.execute(text(f"select count(*) from {table.name} where {is_null}"))
        assert found.scalar_one() == 0, table.name


def test_a_migration_fills_what_it_makes_anew(engine):
    with engine.begin() as connection, replaceable.replaced(connection):
        pass
    assert differing(engine) == {}
    assert query(engine, "select count(*) > 200 from mart.growth") == [(True,)]


def test_kept_rows_that_are_wrong_are_found(engine):
    with engine.begin() as connection:
        first = "select min(observation_id) from calc.series"
        connection.execute(
            text(f"update calc.series set value = 7 where observation_id = ({first})")
        )
        connection.execute(text("delete from calc.alert_spell"))
    found = differing(engine)
    assert found["calc.series"] == 2
    assert found["calc.alert_spell"] > 10
    with engine.begin() as connection:
        kept.refresh_all(connection)
    assert differing(engine) == {}


def test_there_are_kept_tables():
    assert {"calc.series", "calc.metric_value", "calc.alert_spell"} <= {
        table.name for table in kept.kept_tables()
    }
    assert definitions()["calc.series"].kind == "table"
