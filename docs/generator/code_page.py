"""The page of code lists: dimensions and their members, units, and the codes that columns allow."""

import re
from collections import defaultdict
from itertools import groupby
from typing import Any

from sqlalchemy import CheckConstraint, Connection, text

from minzheng.schema import Base
from minzheng.schema.codes import Code, code_lists, list_of

from .catalog import relation_anchor
from .defined_sections import anchor
from .markdown import code, escaped, link, page, section
from .words import ENGLISH, Language

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
BREAKDOWNS = (
    "分组为 `total`（合计），或写明某一维度的取值，如 `residence=urban`；有几个时以 `;` 相连。"
    " / A breakdown (分组) is `total`, or names a member of a dimension, such as "
    "`residence=urban`; several are joined by `;`."
)


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    return {
        "codes.md": page(
            section(1, language.say("代码表 / Code lists"), "codes"),
            section(2, language.say("各列的代码 / Codes of columns"), "codes-columns"),
            *_columns(language),
            section(2, language.say("单位 / Units"), "codes-units"),
            _units(connection, language),
            section(2, language.say("维度和取值 / Dimensions and members"), "codes-members"),
            language.say(BREAKDOWNS),
            *_dimensions(connection, language),
        )
    }


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


def _columns(language: Language) -> list[str]:
    used = defaultdict(list)
    for name, column in allowed():
        used[list_of(column, name.split(".")[1])].append(name)
    return [_column(key[0], codes, used[key], language) for key, codes in code_lists().items()]


def _column(column: str, codes: list[Code], tables: list[str], language: Language) -> str:
    used = ", ".join(link(code(name), relation_anchor(name)) for name in tables)
    where = language.say(f"用于 {used}。 / In {used}.")
    rows = ((code(one.code), escaped(one.meaning), escaped(one.meaning_en)) for one in codes)
    return page(
        f"### {escaped(column)}",
        where,
        language.table(("代码 / code", "含义", "meaning"), rows),
    )


def _units(connection: Connection, language: Language) -> str:
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
    return language.table(
        ("代码 / code", "单位", "unit", "量纲 / dimension", "换算系数 / factor"), rows
    )


def _dimensions(connection: Connection, language: Language) -> list[str]:
    rows = connection.execute(text(MEMBERS))
    return [
        _dimension(list(found), language)
        for _, found in groupby(rows, lambda row: row.dimension_code)
    ]


def _dimension(members: list[Any], language: Language) -> str:
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
    title = language.title(first.dimension_name, first.dimension_name_en)
    return page(
        section(3, title, anchor("dimension", first.dimension_code)),
        language.lines(first.dimension_definition, first.dimension_definition_en),
        language.table(("分组 / breakdown", "名称", "name", "定义", "definition"), rows),
    )
