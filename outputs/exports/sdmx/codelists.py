"""The code lists of an answer: those of the database, of SDMX, and of columns of the package."""

import csv
import re
from collections import defaultdict
from importlib.resources import files
from typing import Any, NamedTuple

from psycopg import Connection, sql

from ....schema.codes import code_lists
from ..answer import Answer
from ..dimensions import cited
from ..errors import ExportError
from .observations import CODE

IDENTIFIER = re.compile(r"[A-Za-z0-9_@$-]+")
LISTS = {
    "CL_INDICATOR": """
        select indicator_code, indicator_name, indicator_name_en, definition_en
        from mart.indicator
    """,
    # A code may have been that of one unit after another.
    "CL_AREA": """
        select area_code, string_agg(area_name, '、' order by area_name),
            string_agg(area_name_en, ', ' order by area_name), min(area_level)
        from calc.area_label group by area_code
    """,
    "CL_UNIT": "select unit, unit_name, unit_name_en, null from mart.unit",
}
MEMBERS = """
    select member_code, member_name, member_name_en, definition_en
    from mart.member where dimension_code = {}
"""
ROWS = """
    select {code}, name, name_en, definition_en
    from ({rows}) as rows (code, name, name_en, definition_en)
    order by code collate "C"
"""


class Code(NamedTuple):
    """A code, its names in Chinese and English, and what it means."""

    id: str
    name: str | None
    name_en: str
    definition_en: str | None = None


def codelists(
    connection: Connection[Any], answer: Answer, broken_down_by: list[str]
) -> dict[str, list[Code]]:
    """The codes of each list, by agency, name and version of the list."""
    found = fixed()
    for name, statement in LISTS.items():
        found[ours(name)] = listed(connection, sql.SQL(statement))
    for dimension in broken_down_by:
        members = sql.SQL(MEMBERS).format(sql.Literal(dimension))
        total = Code("_T", "合计", "Total")
        found[of_dimension(dimension)] = [total, *listed(connection, members)]
    found[ours("CL_SOURCE")] = [
        Code(source["source_code"], source["title"], source["source_code"])
        for source in cited(connection, answer)
    ]
    for name, codes in found.items():
        checked(name, codes)
    return found


def ours(name: str) -> str:
    return f"MINZHENG:{name}(1.0.0)"


def of_dimension(dimension: str) -> str:
    return ours(f"CL_{dimension.upper()}")


def fixed() -> dict[str, list[Code]]:
    """The lists of SDMX, and those of columns of the package."""
    found: dict[str, list[Code]] = defaultdict(list)
    for line in csv.DictReader(data("codelists.csv")):
        found[line["codelist"]].append(Code(line["code"], line["name"], line["name_en"]))
    for column in ("basis", "qualifier"):
        found[ours(f"CL_{column.upper()}")] = [
            Code(line.code, line.meaning, line.meaning_en) for line in code_lists()[column, ""]
        ]
    return found


def data(name: str) -> list[str]:
    return files(__package__).joinpath(name).read_text("utf-8").splitlines()


def listed(connection: Connection[Any], statement: sql.Composable) -> list[Code]:
    code = sql.SQL(CODE).format(sql.Identifier("code"))
    query = sql.SQL(ROWS).format(code=code, rows=statement)
    return [Code(*row) for row in connection.execute(query)]


def checked(name: str, codes: list[Code]) -> None:
    """Raise ExportError for a code that SDMX cannot write, or that means two things."""
    seen: set[str] = set()
    for code in codes:
        if not IDENTIFIER.fullmatch(code.id) or code.id in seen:
            raise ExportError(f"{code.id!r} of {name} cannot be a code of SDMX")
        seen.add(code.id)
