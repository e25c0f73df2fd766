"""Errors of five kinds planted into files of a clean load, and what mart.suspect finds of them."""

import csv
import random
from pathlib import Path

from sqlalchemy import text

from minzheng import data
from minzheng.loaders import run

TABLES = Path(data.__path__[0]) / "tables"
CENSUS, BEFORE, STANDARDS = (
    TABLES / f"{name}.csv"
    for name in ("census-2020-counties", "census-2010-counties", "yunnan-2018-07-county-standards")
)
TO_PLANT = 10
SUSPECTS = "select kind, area_code, indicator_code, breakdown from mart.suspect"


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(row):
    return row["area"], row["indicator"], row["breakdown"]


def areas_of(records, level="county"):
    """Counties have codes that do not end with 00."""
    codes = sorted({row["area"] for row in records})
    return [code for code in codes if (level == "county") is not code.endswith("00")]


def factor_10000(records, chance):
    """Figures of persons printed in 万, read as if they were not."""
    damaged = chance.sample([r for r in records if int(r["printed"]) > 20000], TO_PLANT)
    for row in damaged:
        row["printed"] = str(int(row["printed"]) // 10000)
    return {key(row) for row in damaged}


def month_for_year(records, chance):
    """Monthly standards among yearly ones, and the other way round."""
    damaged = chance.sample(records, TO_PLANT)
    for number, row in enumerate(damaged):
        printed = float(row["printed"])
        row["printed"] = f"{printed * 12:.0f}" if number % 2 else f"{printed / 12:.2f}"
    return {key(row) for row in damaged}


def swapped_cities(records, chance):
    """All figures of two areas under each other's code."""
    codes = chance.sample(areas_of(records), TO_PLANT)
    pairs = dict(zip(codes[::2], codes[1::2], strict=True))
    other = pairs | {two: one for one, two in pairs.items()}
    for row in records:
        row["area"] = other.get(row["area"], row["area"])
    return {(code, None, None) for code in codes}


def stale_copy(records, chance):
    """The figures of the census before under the day of this one."""
    before = {key(row): row["printed"] for row in rows(BEFORE)}
    # Some areas had another code then.
    codes = chance.sample(areas_of([row for row in records if key(row) in before]), TO_PLANT)
    for row in records:
        if row["area"] in codes and key(row) in before:
            row["printed"] = before[key(row)]
    return {(code, None, None) for code in codes}


def dropped_part(records, chance):
    """A figure of an area is left out."""
    dropped = chance.sample([r for r in records if not r["area"].endswith("00")], TO_PLANT)
    for row in dropped:
        records.remove(row)
    return {key(row) for row in dropped}


PLANTS = {
    "unit_slip, 10⁴": (CENSUS, factor_10000, {"unit_slip"}),
    "unit_slip, month for year": (STANDARDS, month_for_year, {"unit_slip"}),
    "swapped": (CENSUS, swapped_cities, {"swapped"}),
    "stale": (CENSUS, stale_copy, {"stale"}),
    "dropped": (CENSUS, dropped_part, {"dropped"}),
}


def suspects(engine):
    with engine.connect() as connection:
        return {tuple(row) for row in connection.execute(text(SUSPECTS))}


def damaged(engine, folder, name, seed):
    """Plant errors of a kind and load the file: what was planted, what is named right, and what
    else is suspected beside what was before."""
    clean, plant, kinds = PLANTS[name]
    records = rows(clean)
    before = suspects(engine)
    planted = plant(records, random.Random(f"{name} {seed}"))
    path = folder / clean.name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, records[0].keys())
        writer.writeheader()
        writer.writerows(records)
    (result,) = run.load(engine, [path], keep_going=True)
    # A figure that the loader refuses for its bounds is caught too.
    refused = {key(records[int(reject.line) - 2]) for reject in result.rejects}
    named = refused | {found[1:] for found in suspects(engine) - before if found[0] in kinds}
    areas = {(area, None, None) for area, _indicator, _breakdown in named}
    touched = {area for area, _indicator, _breakdown in planted}
    return planted, planted & (named | areas), {one for one in named if one[0] not in touched}
