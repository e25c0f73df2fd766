"""With the folder of files as published: every value of the list made from them by hand."""

import csv
import os
from pathlib import Path

import pytest

from minzheng.loaders.tables.forms import TableFigure, account, figures
from minzheng.loaders.tables.periods import period_of
from minzheng.loaders.tables.problems import UnreadableTable
from minzheng.loaders.tables.readers import read

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
    return [item for item in figures(sheet, period=told) if isinstance(item, TableFigure)]


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
    with pytest.raises(UnreadableTable, match="no separators"):
        read(Path(FOLDER) / "beijing_2022-03_monthly_part.txt")
