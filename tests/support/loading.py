"""Loading what a test says: rows become the file that would hold them, and that is loaded."""

from support.ledgers import source, write, write_ledger

from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS
from minzheng.loaders.options import NO_OPTIONS

# The source that tests have if it does not matter which.
SOURCE = source()["code"]
# The figure that they load if it does not matter which.
FIGURE = {
    "indicator": "dibao_persons",
    "area": "530621",
    "period_start": "2022-12-31",
    "period_end": "2022-12-31",
    "printed": "1,234",
}
COLUMNS = ("indicator", "area", "period_start", "period_end", "printed")


def load(engine, path, options=NO_OPTIONS, **more):
    """The result of loading one file."""
    (result,) = run.load(engine, [path], options, **more)
    return result


def load_figures(engine, folder, rows, name=SOURCE, options=NO_OPTIONS, **more):
    """The result of loading a tidy file, which is of the source of its name."""
    return load(engine, write_figures(folder, rows, name), options, **more)


def write_figures(folder, rows, name=SOURCE):
    columns = dict.fromkeys([*COLUMNS, *(column for row in rows for column in row)])
    return write(folder / f"{name}.csv", columns, rows)


def load_ledger(engine, folder, rows, **more):
    """The result of loading a ledger of the small article."""
    return load(engine, write_ledger(folder, rows), **more)


def load_list(engine, folder, name, rows, file=None):
    """The result of loading a reference list, from a file of its name or another."""
    return load(engine, write(folder / f"{file or name}.csv", LISTS[name].header, rows))


def know_tables(engine, folder, *codes, **fields):
    """Have sources known that are official tables, unless ``fields`` say otherwise."""
    usual = source() | {"kind": "table", "number_count": None} | fields
    result = load_list(engine, folder, "sources", [usual | {"code": code} for code in codes])
    assert not result.rejects
