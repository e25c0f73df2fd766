"""JSON-stat 2.0: the rows as one cube, which PxWeb and the tools around it read.

A cube has one value of a key, so only mart.value is written. Categories are the codes of mart, with
their names in Chinese; the English ones are in the extensions, since JSON-stat has one language.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import Any, LiteralString, NamedTuple

from psycopg import Connection, sql

from ...schema.codes import code_lists
from ..queries import last_change
from .export_error import ExportError
from .extract import Extract, require_value
from .rights import LICENCE, citation, sources

# A reader lays the whole cube out in memory, whatever part of it has values.
MOST_CELLS = 5_000_000
COLUMNS = """
    select
        indicator_code, area_code, breakdown, basis, period_start, period_end, period_label,
        value, status
    from ({query}) as query
"""
NAMES: dict[str, LiteralString] = {
    "indicator": "select indicator_code, indicator_name, indicator_name_en from mart.indicator",
    "area": "select area_code, area_name, area_name_en from mart.area",
    "unit": """
        select indicator.indicator_code, unit.unit_name, unit.unit_name_en
        from mart.indicator
        inner join mart.unit on unit.unit = indicator.unit
    """,
    "member": "select member_key, member_name, member_name_en from mart.member",
    "dimension": """
        select distinct dimension_code, dimension_name, dimension_name_en from mart.member
    """,
}
TOTAL = "total"
# The SDMX status of a figure of which nothing else is to be said.
NORMAL = "A"
ROLES = {"metric": ["indicator"], "geo": ["area"], "time": ["period"]}


class Name(NamedTuple):
    """What a code is called, in both languages."""

    zh: str
    en: str


FIXED = {
    "indicator": Name("指标", "Indicator"),
    "area": Name("地区", "Area"),
    "basis": Name("时期口径", "Basis of the period"),
    "period": Name("时期", "Period"),
}


class CubeFigure(NamedTuple):
    """A value with the category that it has of each dimension; of one that it lacks the total."""

    categories: Mapping[str, str]
    value: Decimal | None
    status: str


@dataclass(frozen=True)
class CubeDimension:
    """A dimension of the cube: its categories in order, with their names."""

    id: str
    name: Name
    categories: Mapping[str, Name]
    units: Mapping[str, Name]
    decimals: Mapping[str, int]

    @property
    def as_json(self) -> dict[str, Any]:
        category: dict[str, Any] = {
            "index": list(self.categories),
            "label": {code: name.zh for code, name in self.categories.items()},
        }
        if self.units:
            category["unit"] = {
                code: {"label": unit.zh, "decimals": self.decimals[code]}
                for code, unit in self.units.items()
            }
        english = {
            "label": self.name.en,
            "category": {code: name.en for code, name in self.categories.items()},
        }
        if self.units:
            english["unit"] = {code: unit.en for code, unit in self.units.items()}
        return {"label": self.name.zh, "category": category, "extension": {"en": english}}


def write(connection: Connection[Any], extract: Extract, folder: Path) -> dict[str, int]:
    """Write data.json and return its number of values."""
    require_value(extract, "json-stat")
    rows = connection.execute(sql.SQL(extract.prepared.literal(connection, COLUMNS))).fetchall()
    periods = period_codes((row[4], row[5], row[6]) for row in rows)
    figures = [_figure(row, periods) for row in rows]
    dimensions = cube(connection, figures, [*periods.values()])
    written = {
        **_statement(connection, extract),
        **_cells(figures, dimensions),
    }
    text = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
    (folder / "data.json").write_text(text, encoding="utf-8")
    return {"data.json": len(figures)}


def period_codes(periods: Iterable[tuple[date, date, str]]) -> dict[tuple[date, date], str]:
    """A code for each period, in order of time: its label, unless two have the same."""
    labels = {(first, last): label for first, last, label in periods}
    counts = Counter(labels.values())
    return {
        (first, last): label if counts[label] == 1 else f"{first}/{last}"
        for (first, last), label in sorted(labels.items(), key=lambda one: one[0][::-1])
    }


def cube(
    connection: Connection[Any], figures: Sequence[CubeFigure], periods: Sequence[str]
) -> list[CubeDimension]:
    """The dimensions of the figures. Raises ExportError for more cells than a reader can take."""
    names = {kind: _names(connection, query) for kind, query in NAMES.items()}
    decimals = _decimals(figures)
    broken_down_by = sorted({id_ for figure in figures for id_ in figure.categories} - {*FIXED})
    dimensions = []
    for id_ in ("indicator", "area", *broken_down_by, "basis", "period"):
        name = FIXED.get(id_) or names["dimension"][id_]
        known = _categories(id_, names, periods)
        used = {figure.categories.get(id_, TOTAL) for figure in figures}
        categories = {code: known[code] for code in known if code in used}
        units = {code: names["unit"][code] for code in categories} if id_ == "indicator" else {}
        dimensions.append(CubeDimension(id_, name, categories, units, decimals))
    cells = prod(len(one.categories) for one in dimensions)
    if cells > MOST_CELLS:
        raise ExportError(
            f"The cube of these rows would have {cells} cells, more than {MOST_CELLS}:"
            " choose fewer indicators, areas or periods"
        )
    return dimensions


def _categories(
    id_: str, names: Mapping[str, Mapping[str, Name]], periods: Sequence[str]
) -> Mapping[str, Name]:
    """All categories of a dimension in order, whether used or not."""
    if id_ == "period":
        return {code: Name(code, code) for code in periods}
    if id_ == "basis":
        return {
            line.code: Name(line.meaning, line.meaning_en) for line in code_lists()["basis", ""]
        }
    if id_ in FIXED:
        return names[id_]
    members = {
        key.removeprefix(f"{id_}="): name
        for key, name in names["member"].items()
        if key.startswith(f"{id_}=")
    }
    return {TOTAL: Name("合计", "Total"), **members}


def _figure(row: Sequence[Any], periods: Mapping[tuple[date, date], str]) -> CubeFigure:
    indicator, area, breakdown, basis, first, last, _label, value, status = row
    members = {} if breakdown == TOTAL else dict(one.split("=") for one in breakdown.split(";"))
    fixed = {"indicator": indicator, "area": area, "basis": basis, "period": periods[first, last]}
    return CubeFigure({**fixed, **members}, value, status)


def _cells(figures: Sequence[CubeFigure], dimensions: Sequence[CubeDimension]) -> dict[str, Any]:
    """The dimensions with the values, each by its place in the cube, the last dimension fastest."""
    sizes = [len(one.categories) for one in dimensions]
    places = [{code: place for place, code in enumerate(one.categories)} for one in dimensions]
    values: dict[int, float | int | None] = {}
    statuses: dict[int, str] = {}
    for figure in figures:
        cell = 0
        for dimension, size, place in zip(dimensions, sizes, places, strict=True):
            cell = cell * size + place[figure.categories.get(dimension.id, TOTAL)]
        values[cell] = _number(figure.value)
        if figure.status != NORMAL:
            statuses[cell] = figure.status
    written: dict[str, Any] = {
        "id": [one.id for one in dimensions],
        "size": sizes,
        "role": ROLES,
        "dimension": {one.id: one.as_json for one in dimensions},
        "value": {str(cell): values[cell] for cell in sorted(values)},
    }
    if statuses:
        written["status"] = {str(cell): statuses[cell] for cell in sorted(statuses)}
    return written


def _statement(connection: Connection[Any], extract: Extract) -> dict[str, Any]:
    """What the data are, of which state of the database, whose they are and on what terms."""
    as_of = last_change(connection, extract.query.as_of)
    # A later version of a file has another checksum; what was known of the source stays.
    cited = [
        {name: value for name, value in source.items() if name != "sha256"}
        for source in sources(connection, extract)
    ]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "民政统计",
        "source": "；".join(str(one["citation"] or one["title"]) for one in cited),
        **({"updated": as_of.isoformat()} if as_of else {}),
        "note": [citation(as_of), LICENCE],
        "extension": {"en": {"label": "Statistics of civil affairs"}, "sources": cited},
    }


def _decimals(figures: Sequence[CubeFigure]) -> dict[str, int]:
    """The most places that the values of each indicator have."""
    found: dict[str, int] = {}
    for figure in figures:
        indicator = figure.categories["indicator"]
        exponent = (figure.value or Decimal()).normalize().as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        found[indicator] = max(found.get(indicator, 0), places)
    return found


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _names(connection: Connection[Any], query: LiteralString) -> dict[str, Name]:
    rows = sorted(connection.execute(sql.SQL(query)), key=lambda row: str(row[0]))
    return {code: Name(name, name_en) for code, name, name_en in rows}
