"""The same table is the same figures, in whatever kind of file it comes."""

import csv
import io
from dataclasses import replace

import pytest
from support import made_files as files
from support.sheets import figures_of

TABLES = [files.MONTHLY, files.QUARTERLY]


def cells(table):
    lines = (line.removeprefix("|").removesuffix("|") for line in table.splitlines())
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def as_csv(tmp_path, rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return files.text(tmp_path, file.getvalue(), "gb18030", "table.csv")


def as_page(tmp_path, rows):
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    page = f'<meta charset="gbk"><table>{table}</table>'
    return files.text(tmp_path, page, "gbk", "table.html")


def as_workbook(tmp_path, rows):
    return files.xlsx(tmp_path, rows)


def as_old_workbook(tmp_path, rows):
    return files.xls(tmp_path, [[cell for cell in row if cell is not None] for row in rows])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("write", [as_csv, as_page, as_workbook, as_old_workbook])
def test_every_kind_of_file_gives_the_same_figures(tmp_path, write, table):
    want = [replace(one, locator="") for one in figures_of(files.text(tmp_path, table))]
    got = [replace(one, locator="") for one in figures_of(write(tmp_path, cells(table)))]
    assert got == want != []
