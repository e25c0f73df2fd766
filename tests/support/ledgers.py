"""A small article and its ledger, for tests to change."""

import csv
import hashlib

from minzheng.loaders.kinds.ledger import HEADER

TEXT = "2022年某县农村低保6.5万人,标准从4770元提高到不低于5352元,增长12.2%;机构3家;另报64800人。"
FIGURE = {
    "area": "530621",
    "breakdown": "residence=rural",
    "period_start": "2022-12-31",
    "period_end": "2022-12-31",
    "basis": "point",
}
BASE = {
    "base_indicator": "dibao_standard",
    "base_area": "530621",
    "base_breakdown": "residence=rural",
    "base_period_start": "2021-12-31",
    "base_period_end": "2021-12-31",
    "base_basis": "point",
}
BEFORE = {"period_start": "2021-12-31", "period_end": "2021-12-31"}
STANDARD = {"indicator": "dibao_standard", "unit": "CNY/person/year"}


def place(printed):
    start = TEXT.index(printed)
    return {"locator": f"char={start},{start + len(printed)}", "printed": printed}


def observation(printed, **fields):
    return place(printed) | {"disposition": "observation"} | FIGURE | fields


def rows():
    """A row for each number of the text."""
    return [
        place("2022年") | {"disposition": "neither", "reason": "date"},
        observation("6.5万人", indicator="dibao_persons", value="65000", unit="person"),
        observation("4770元", value="4770", **STANDARD | BEFORE),
        observation("不低于5352元", value="5352", **STANDARD),
        place("12.2%")
        | {"disposition": "comparison", "kind": "growth"}
        | FIGURE
        | STANDARD
        | BASE
        | {"value": "12.2", "unit": "percent"},
        observation(
            "3家", indicator="elderly_institutions", breakdown="total", value="3", unit="item"
        ),
        observation("64800人", indicator="dibao_persons", value="64800", unit="person"),
    ]


def source(number_count=7):
    """The row of sources.csv for the article."""
    return {
        "code": "some-county-2022",
        "title": "某县民政",
        "publisher": "某报",
        "published_on": "2023-01-31",
        "published_precision": "day",
        "kind": "article",
        "language": "zh",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "number_count": number_count,
    }


def write(path, header, records):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    return path


def write_ledger(folder, records):
    return write(folder / "some-county-2022.csv", HEADER, records)
