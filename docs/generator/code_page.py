"""The page of code lists: dimensions and their members, units, and the codes that columns allow."""

import csv
import re
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, Connection, text

from minzheng.schema import Base

from .catalog import relation_anchor
from .definitions import anchor
from .markdown import code, escaped, link, page, section, table

MEMBERS = """
    select
        member.*,
        dimension.definition as dimension_definition,
        dimension.definition_en as dimension_definition_en
    from mart.member
    inner join core.dimension on dimension.code = member.dimension_code
    order by member.dimension_code, member.member_code
"""
UNITS = "select * from mart.unit order by dimension, unit"
ALLOWED = re.compile(r"(\w+) in \((.*)\)")
BREAKDOWNS = """
A breakdown (分组) is `total`, or names a member of a dimension, such as `residence=urban`; several
are joined by `;`.
"""


class Meaning(NamedTuple):
    """What a code of a column means; the table is empty where it is the same in all of them."""

    column: str
    table: str
    code: str
    zh: str
    en: str


def pages(connection: Connection) -> dict[str, str]:
    return {
        "codes.md": page(
            section(1, "Code lists", "codes"),
            section(2, "Codes of columns", "codes-columns"),
            *_columns(),
            section(2, "Units", "codes-units"),
            _units(connection),
            section(2, "Dimensions and members", "codes-members"),
            BREAKDOWNS.strip(),
            *_dimensions(connection),
        )
    }


def meanings() -> list[Meaning]:
    """The lines of codes.csv."""
    lines = Path(__file__).parent.with_name("codes.csv").read_text("utf-8").splitlines()
    return [Meaning(*line) for line in csv.reader(lines[1:])]


def allowed() -> dict[tuple[str, str], list[str]]:
    """The codes that a check allows, by table and column."""
    checks = (
        (table, ALLOWED.fullmatch(str(check.sqltext)))
        for table in Base.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    )
    return {
        (table.fullname, check[1]): check[2].replace("'", "").split(", ")
        for table, check in checks
        if check
    }


def _columns() -> list[str]:
    lists = {key: list(lines) for key, lines in groupby(meanings(), lambda line: line[:2])}
    used = defaultdict(list)
    for name, column in allowed():
        used[list_of(name, column)].append(name)
    return [_column(column, lines, used[column, of]) for (column, of), lines in lists.items()]


def list_of(name: str, column: str) -> tuple[str, str]:
    """The list in codes.csv that has the codes of a column: that of its table, else the general."""
    own = column, name.split(".")[1]
    return own if any(line[:2] == own for line in meanings()) else (column, "")


def _column(column: str, found: list[Meaning], tables: list[str]) -> str:
    used = ", ".join(link(code(name), relation_anchor(name)) for name in tables)
    rows = ((code(line.code), escaped(line.zh), escaped(line.en)) for line in found)
    return page(f"### {escaped(column)}", f"In {used}.", table(("code", "含义", "meaning"), rows))


def _units(connection: Connection) -> str:
    rows = (
        (
            code(unit.unit),
            escaped(unit.unit_name),
            escaped(unit.unit_name_en),
            escaped(unit.dimension),
            f"{unit.factor_numerator:f}"
            + (f" / {unit.factor_denominator:f}" if unit.factor_denominator != 1 else ""),
        )
        for unit in connection.execute(text(UNITS))
    )
    return table(("code", "单位", "unit", "dimension", "factor"), rows)


def _dimensions(connection: Connection) -> list[str]:
    rows = connection.execute(text(MEMBERS))
    return [_dimension(list(found)) for _, found in groupby(rows, lambda row: row.dimension_code)]


def _dimension(members: list[Any]) -> str:
    first = members[0]
    rows = (
        (
            code(member.member_key),
            escaped(member.member_name),
            escaped(member.member_name_en),
            escaped(member.definition),
            escaped(member.definition_en),
        )
        for member in members
    )
    title = escaped(f"{first.dimension_name} · {first.dimension_name_en}")
    return page(
        section(3, title, anchor("dimension", first.dimension_code)),
        f"{escaped(first.dimension_definition)}\\\n{escaped(first.dimension_definition_en)}",
        table(("breakdown", "名称", "name", "定义", "definition"), rows),
    )
