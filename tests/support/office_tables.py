"""Small tables as offices publish them, and what became of each of their cells."""

from minzheng.loaders.files import open_file
from minzheng.loaders.kinds.published import PUBLISHED, Unresolved
from minzheng.loaders.options import LoadOptions
from minzheng.loaders.resolve.known_lists import KnownLists
from minzheng.loaders.sheets.periods import period_of

from . import made_files as files

HEAD = "指标,单位,数量"


def read(connection, tmp_path, content, area=None, period=None, encoding="utf-8"):
    """Each cell's locator with what it became: area indicator breakdown time, or the reason."""
    cells = read_cells(connection, tmp_path, content, area, period, encoding)
    return {cell.locator.removeprefix("cell="): described(cell) for cell in cells}


def read_cells(connection, tmp_path, content, area=None, period=None, encoding="utf-8"):
    path = files.text(tmp_path, content, encoding)
    options = LoadOptions(
        source="case", title="case", area=area, period=period_of(period) if period else None
    )
    return PUBLISHED.read_cells(KnownLists(connection), open_file(path, options))


def described(cell):
    if isinstance(cell.row, Unresolved):
        return cell.row.reason
    row = cell.row
    time = {row["period_start"]: "", row["period_end"]: ""}
    carried = row["carried"] or ""
    what = (row["area"], row["indicator"], row["breakdown"], "..".join(time))
    return f"{' '.join(what)} {row['printed']}{carried}"
