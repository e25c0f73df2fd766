"""The code lists of an export: from the database, from SDMX, and a few of our own."""

import csv
import re
from collections import defaultdict
from importlib.resources import files
from typing import Any, NamedTuple

from psycopg import Connection, sql

from ....schema.codes import code_lists
from ..dimensions import cited_sources
from ..export_error import ExportError
from ..extract import Extract

IDENTIFIER = re.compile(r"[A-Za-z0-9_@$-]+")
# A code of ours as an identifier of SDMX, which may not have these characters.
CODE = "replace(replace(replace({}, ':', '@'), '+', '_PLUS'), '/', '_PER_')"
LISTS = {
    "CL_INDICATOR": """
        select indicator_code, indicator_name, indicator_name_en, definition_en
        from mart.indicator
    """,
    "CL_AREA": "select area_code, area_name, area_name_en, area_level from mart.area",
    "CL_UNIT": "select unit, unit_name, unit_name_en, null from mart.unit",
}
MEMBERS = """
    select member_code, member_name, member_name_en, definition_en
    from mart.member where dimension_code = {}
"""
CODES = """
    select {code}, name, name_en, definition_en
    from ({list}) as list (code, name, name_en, definition_en)
    order by code collate "C"
"""


class CodelistItem(NamedTuple):
    """A code, its names in Chinese and English, and its definition."""

    id: str
    name: str | None
    name_en: str
    definition_en: str | None = None


def codelists(
    connection: Connection[Any], extract: Extract, dimension_codes: list[str]
) -> dict[str, list[CodelistItem]]:
    """The codes of each list, by agency, name and version of the list."""
    lists = _fixed_lists()
    for name, statement in LISTS.items():
        lists[_own_list(name)] = _query_codes(connection, sql.SQL(statement))
    for dimension in dimension_codes:
        members = sql.SQL(MEMBERS).format(sql.Literal(dimension))
        total = CodelistItem("_T", "合计", "Total")
        lists[dimension_codelist(dimension)] = [total, *_query_codes(connection, members)]
    lists[_own_list("CL_SOURCE")] = [
        CodelistItem(source["source_code"], source["title"], source["source_code"])
        for source in cited_sources(connection, extract)
    ]
    for name, codes in lists.items():
        _check_codes(name, codes)
    return lists


def dimension_codelist(dimension: str) -> str:
    return _own_list(f"CL_{dimension.upper()}")


def package_csv(name: str) -> list[str]:
    return files(__package__).joinpath(name).read_text("utf-8").splitlines()


def _own_list(name: str) -> str:
    return f"MINZHENG:{name}(1.0.0)"


def _fixed_lists() -> dict[str, list[CodelistItem]]:
    """The lists of SDMX in codelists.csv, and those of columns of the package."""
    lists: dict[str, list[CodelistItem]] = defaultdict(list)
    for line in csv.DictReader(package_csv("codelists.csv")):
        lists[line["codelist"]].append(CodelistItem(line["code"], line["name"], line["name_en"]))
    for column in ("basis", "qualifier"):
        lists[_own_list(f"CL_{column.upper()}")] = [
            CodelistItem(line.code, line.meaning, line.meaning_en)
            for line in code_lists()[column, ""]
        ]
    return lists


def _query_codes(connection: Connection[Any], statement: sql.Composable) -> list[CodelistItem]:
    code = sql.SQL(CODE).format(sql.Identifier("code"))
    query = sql.SQL(CODES).format(code=code, list=statement)
    return [CodelistItem(*row) for row in connection.execute(query)]


def _check_codes(name: str, codes: list[CodelistItem]) -> None:
    """Raise ExportError for a code that SDMX does not allow, or that the list has twice."""
    seen: set[str] = set()
    for code in codes:
        if not IDENTIFIER.fullmatch(code.id) or code.id in seen:
            raise ExportError(f"{code.id!r} of {name} cannot be a code of SDMX")
        seen.add(code.id)
