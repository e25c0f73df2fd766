"""What a file is read to."""

from minzheng.loaders.formats.file_formats import read
from minzheng.loaders.formats.sheet import Sheet
from minzheng.loaders.sheets.forms import TableFigure, TableProblem, read_figures


def items(path, **told):
    return [item for sheet in read(path) for item in read_figures(sheet, **told)]


def figures_of(path, **told):
    return [item for item in items(path, **told) if isinstance(item, TableFigure)]


def problems_of(path, **told):
    return [item for item in items(path, **told) if isinstance(item, TableProblem)]


def by_label(path, column="数量", **told):
    return {item.label_path[-1]: item for item in figures_of(path, **told) if item.column == column}


def sheet(*lines):
    return Sheet(None, tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines))


def found(*lines, **told):
    return list(read_figures(sheet(*lines), **told))


def printed(*lines, **told):
    return [item.printed for item in found(*lines, **told) if isinstance(item, TableFigure)]


def reasons(*lines, **told):
    problems = (item for item in found(*lines, **told) if isinstance(item, TableProblem))
    return {item.locator: item.reason for item in problems}
