"""A nation's figures, as the tidy files of yearbooks: real units and cells, invented values.

Every cell that metrics, rules and alerts use, for provinces and all units below them, year by
year; a second source that contests two in a hundred of the last year; slips of the unit here and
there. Values grow smoothly and parts add up, over rules and over areas, so that checks hold
but for what is planted.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from minzheng.loaders.files import BUNDLED

TERM = re.compile(r"([+-]?)\s*(?:([\d.]+)\s*\*\s*)?([a-z_0-9]+)(?:\[([^\]]+)\])?")
HEADER = ("indicator", "area", "breakdown", "period_start", "period_end", "printed")
LAST_YEAR = 2024
SLIPS = 10_000


Values = npt.NDArray[np.float64]


class Cell(NamedTuple):
    """An indicator and a breakdown."""

    indicator: str
    breakdown: str


class Place(NamedTuple):
    """An administrative unit in force."""

    code: str
    level: str
    parent: str


def write_nation(folder: Path, figures: int, years: int = 12) -> list[Path]:
    """Write about so many figures; the files, in the order in which they are loaded.

    All cells and years of as many provinces as it takes, in the order of their codes.
    """
    kinds = {row["code"]: row for row in read_list("indicators")}
    cells = cells_used(kinds)
    units = list(units_of(read_list("admin_unit_versions"), figures // (len(cells) * years)))
    values = draw(cells, units, years, kinds)
    sources = folder / "sources.csv"
    with sources.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            (
                "code",
                "title",
                "publisher",
                "published_on",
                "published_precision",
                "kind",
                "language",
            )
        )
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            writer.writerow(
                (
                    f"nation-{year}",
                    f"Yearbook of {year}",
                    "Office",
                    f"{year + 1}-06-30",
                    "day",
                    "table",
                    "zh",
                )
            )
        writer.writerow(("nation-second", "Second source", "Other office", "", "", "table", "zh"))
    files = [sources]
    for position, year in enumerate(range(LAST_YEAR - years + 1, LAST_YEAR + 1)):
        files.append(folder / f"nation-{year}.csv")
        write_year(files[-1], year, cells, units, values[:, :, position], kinds)
    files.append(folder / "nation-second.csv")
    # Not above 100 where it is per cent.
    second = values[:, :, -1] * 0.99
    chosen = np.random.default_rng(3).random(second.shape) < 0.02
    for position, cell in enumerate(cells):
        chosen[position] &= second[position] > float(kinds[cell.indicator]["low"] or "-inf")
    write_year(files[-1], LAST_YEAR, cells, units, np.where(chosen, second, np.nan), kinds)
    return files


def write_year(
    path: Path,
    year: int,
    cells: list[Cell],
    units: list[Place],
    values: Values,
    kinds: dict[str, dict[str, str]],
) -> None:
    """Write the figures of a year, cell after cell, over all units; not those that are NaN."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for cell, drawn in zip(cells, values, strict=True):
            start, end = days_of(kinds[cell.indicator]["kind"], year)
            for unit, value in zip(units, drawn, strict=True):
                if not np.isnan(value):
                    printed = f"{value:.1f}" if value < 1000 else f"{value:.0f}"
                    writer.writerow(
                        (cell.indicator, unit.code, cell.breakdown, start, end, printed)
                    )


def days_of(kind: str, year: int) -> tuple[date, date]:
    """The period of a yearbook's figure of that kind."""
    if kind == "flow":
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, 12, 31), date(year, 12, 31)


def draw(
    cells: list[Cell], units: list[Place], years: int, kinds: dict[str, dict[str, str]]
) -> Values:
    """The values, by cell, unit and year."""
    random = np.random.default_rng(1)
    index = {cell: position for position, cell in enumerate(cells)}
    shape = (len(cells), len(units))
    level = np.exp(random.normal(8, 1.2, shape))
    growth = 1 + random.normal(0.02, 0.01, (len(cells), 1, years)).cumsum(axis=2)
    values: Values = level[:, :, None] * growth * random.normal(1, 0.01, (*shape, years))
    for position, cell in enumerate(cells):
        if kinds[cell.indicator]["kind"] == "ratio":
            values[position] = 10 + 60 * random.random(shape[1:])[:, None]
        elif kinds[cell.indicator]["kind"] == "standard":
            values[position] = 600 * growth[position] * random.normal(1, 0.05, (shape[1], 1))
        elif kinds[cell.indicator]["high"]:
            # So that those of all counties together are still plausible.
            values[position] *= min(1, float(kinds[cell.indicator]["high"]) / 1e8)
    values = np.round(values)
    for _round in range(3):
        obey_rules(values, index)
    add_up(values, cells, units, kinds)
    slipped = random.choice(values.size, values.size // SLIPS, replace=False)
    values.reshape(-1)[slipped] *= 100
    for position, cell in enumerate(cells):
        low, high = (kinds[cell.indicator][bound] for bound in ("low", "high"))
        values[position] = values[position].clip(float(low or "-inf"), float(high or "inf"))
    return values


def obey_rules(values: Values, index: dict[Cell, int]) -> None:
    """Make what is on the left of each rule the sum of what is on the right, or less."""
    for rule in read_list("rules"):
        left, right = terms_of(rule["left"]), terms_of(rule["right"])
        known = all(cell in index for cell, _factor in (*left, *right))
        if not known or len(left) != 1 or "/" in rule["left"] + rule["right"]:
            continue
        total = sum(factor * values[index[cell]] for cell, factor in right)
        target = index[left[0][0]]
        values[target] = (
            total if rule["kind"] == "equal" else np.minimum(values[target], np.round(total * 0.8))
        )


def add_up(
    values: Values, cells: list[Cell], units: list[Place], kinds: dict[str, dict[str, str]]
) -> None:
    """Make prefectures and provinces the sum of what lies below them."""
    place = {unit.code: number for number, unit in enumerate(units)}
    summed = [n for n, cell in enumerate(cells) if kinds[cell.indicator]["over_areas"] == "sum"]
    for level in ("prefecture", "province"):
        for number, unit in enumerate(units):
            below = [place[other.code] for other in units if other.parent == unit.code]
            if unit.level == level and below:
                values[np.ix_(summed, [number])] = values[np.ix_(summed, below)].sum(
                    axis=1, keepdims=True
                )


def cells_used(kinds: dict[str, dict[str, str]]) -> list[Cell]:
    """The cells of metrics, rules, alerts and analyses, and the totals of all indicators."""
    cells = {Cell(code, "total") for code in kinds}
    for metric in read_list("metrics"):
        cells.add(Cell(metric["numerator"], metric["numerator_breakdown"]))
        cells.add(Cell(metric["denominator"], metric["denominator_breakdown"]))
    for rule in read_list("rules"):
        cells |= {cell for cell, _factor in (*terms_of(rule["left"]), *terms_of(rule["right"]))}
    for name in ("alerts", "analyses"):
        cells |= {
            Cell(row["indicator"], row["breakdown"] or "total")
            for row in read_list(name)
            if row["indicator"]
        }
    return sorted(cell for cell in cells if cell.indicator in kinds)


def terms_of(side: str) -> list[tuple[Cell, float]]:
    """The cells of a side of a rule, with their factors."""
    return [
        (Cell(match[3], match[4] or "total"), float(f"{match[1]}{match[2] or 1}"))
        for match in TERM.finditer(side)
    ]


def units_of(versions: list[dict[str, str]], most: int) -> Iterator[Place]:
    """Provinces with all units below them, from the first code on, until they are enough."""
    current = [row for row in versions if not row["valid_to"]]
    provinces = sorted(row["code"] for row in current if row["level"] == "province")
    count = 0
    for province in provinces:
        if count >= most:
            return
        for row in sorted(current, key=lambda row: row["code"]):
            is_below = row["level"] in ("province", "prefecture", "county")
            if is_below and row["code"][:2] == province[:2]:
                count += 1
                yield Place(row["code"], row["level"], row["parent"])


def read_list(name: str) -> list[dict[str, str]]:
    """The rows of a reference list of the package."""
    with (BUNDLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
