"""With the folder of files as published: every value of the list made from them by hand."""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest
from support.databases import query
from support.loading import load

from minzheng.loaders.formats.file_formats import read
from minzheng.loaders.options import LoadOptions
from minzheng.loaders.sheets.forms import TableFigure, account
from minzheng.loaders.sheets.forms import read_figures as figures_of
from minzheng.loaders.sheets.periods import period_of

FOLDER = os.environ.get("MINZHENG_RAW_TABLES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="MINZHENG_RAW_TABLES names no folder")
# The file ends before its title, or the title does not say the period.
WITHOUT_PERIOD = {"fujian_2021Q2_quarterly_part.txt"}


def listed():
    with (Path(FOLDER).parent / "mca_tables_tidy.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def read_figures(name, period):
    told = period_of(period) if name in WITHOUT_PERIOD else None
    (sheet,) = read(Path(FOLDER) / name)
    return [item for item in figures_of(sheet, period=told) if isinstance(item, TableFigure)]


def matches(figure, row):
    told = period_of(row["period"])
    labels = figure.label_path
    return (
        figure.column == "数量"
        and labels[-1] == row["indicator_as_printed"]
        and labels[0] == row["section"]
        and (not row["subsection"] or row["subsection"] in labels)
        and (figure.unit or "") == row["unit"]
        and (figure.code or "") == row["form_code"]
        and figure.printed.replace(",", "") == row["value"]
        and figure.period_end == (told and told.end)
    )


def test_every_listed_value_comes_out_of_its_file_once():
    rows = listed()
    cache = {row["source_file"]: read_figures(row["source_file"], row["period"]) for row in rows}
    missing = []
    for row in rows:
        candidates = [one for one in cache[row["source_file"]] if matches(one, row)]
        if candidates:
            cache[row["source_file"]].remove(candidates[0])
        else:
            missing.append(row)
    assert missing == [] and len(rows) == 157
    left = [one for group in cache.values() for one in group if one.column == "数量"]
    assert left == []


def test_every_cell_of_every_file_is_accounted_for():
    for path in Path(FOLDER).glob("*.txt"):
        if path.name.startswith("beijing"):
            continue
        for sheet in read(path):
            cells = sum(bool(text) for row in sheet.rows for text in row)
            kinds = [entry.kind for entry in account(sheet)]
            assert len(kinds) - kinds.count("blank") == cells, path.name


def test_a_table_without_separators_is_refused():
    (sheet,) = read(Path(FOLDER) / "beijing_2022-03_monthly_part.txt")
    assert "no separators" in next(account(sheet)).item.message


# The title of the file does not say its month: any of the year may be told.
TOLD = {"fujian_2021Q2_quarterly_part.txt": "2021-Q2", "sichuan_2020_monthly_part.txt": "2020-11"}
SCALES = {"万": 10**4, "亿": 10**8}
REPORTED = """
    select replace(printed, ',', ''), value, period_end, area_code from mart.reported
    where source_code = :source
"""


def loaded(engine, name, area):
    told = period_of(TOLD[name]) if name in TOLD else None
    options = LoadOptions(Path(name).stem.replace("_", "-"), title=name, area=area, period=told)
    result = load(engine, Path(FOLDER) / name, options, keep_going=True)
    assert {one.reason for one in result.rejects} <= {"marker", "unknown_area", "unknown_label"}
    return query(engine, REPORTED, source=options.source)


def test_every_listed_value_is_in_the_database_with_its_scale_and_period(reference_engine):
    rows = listed()
    names = {row["source_file"]: row["area_code"] for row in rows}
    found = {name: loaded(reference_engine, name, area) for name, area in names.items()}
    missing = []
    for row in rows:
        value = Decimal(row["value"]) * SCALES.get((row["unit"] or "万元")[0], 1)
        end = period_of(TOLD.get(row["source_file"], row["period"])).end
        want = (row["value"], value, end, row["area_code"])
        if want in found[row["source_file"]]:
            found[row["source_file"]].remove(want)
        else:
            missing.append(want)
    assert missing == []
