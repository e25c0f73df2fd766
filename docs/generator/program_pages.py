"""The pages of programmes: the indicators, metrics, analyses and alerts of each."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from .defined_sections import KINDS, sections
from .markdown import code, contents, escaped, link, page, section
from .words import ENGLISH, Language

# A programme, its ancestor on the second level (whose page it is on), and its depth below the root.
PROGRAMS = """
    with recursive tree as (
        select code, code as page, array[]::text[] as path
        from core.program
        where parent_code is null
        union all
        select
            program.code,
            case when cardinality(tree.path) = 0 then program.code else tree.page end,
            tree.path || program.code
        from core.program
        inner join tree on tree.code = program.parent_code
    )

    select tree.page, cardinality(tree.path) as depth, program.*
    from tree
    inner join core.program using (code)
    order by tree.path
"""
INTRODUCTION = (
    "各民政业务门类及其指标（所测量的内容）、派生指标、统计分析和预警。它们都是 `data/` 中的行；"
    "所举的例子是自带来源的数字。[核算规则](#rules) 涉及几个门类。"
    " / Each programme (民政业务门类) with its indicators (指标, what is measured), metrics "
    "(派生指标), analyses (统计分析) and alerts (预警). All of them are lines in `data/`; their "
    "examples are figures of the bundled sources. The accounting [rules](#rules) concern several "
    "programmes."
)
HEAD = (
    "门类",
    "programme",
    "代码 / code",
    "指标 / indicators",
    "派生指标 / metrics",
    "分析 / analyses",
    "预警 / alerts",
)


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    """The pages by file, one for each programme of the second level."""
    found = defaultdict(list)
    for program in connection.execute(text(PROGRAMS)):
        found[program.page].append(program)
    made = {kind: sections(connection, kind, language) for kind in KINDS}
    return {
        "programs/index.md": _overview(found, made, language),
        **{
            f"programs/{name}.md": page(
                *(_program(program, made, language) for program in programs)
            )
            for name, programs in found.items()
        },
    }


def _overview(
    found: Mapping[str, list[Any]],
    made: Mapping[str, Mapping[str, list[str]]],
    language: Language,
) -> str:
    rows = (
        (
            "&emsp;" * program.depth
            + link(escaped(program.name), f"program-{program.code.replace('_', '-')}"),
            escaped(program.name_en),
            code(program.code),
            *(str(len(made[kind].get(program.code, [])) or "") for kind in KINDS),
        )
        for programs in found.values()
        for program in programs
    )
    return page(
        section(
            1, language.say("业务门类和所测量的内容 / Programmes and what is measured"), "programs"
        ),
        language.say(INTRODUCTION),
        contents(found),
        language.say("## 全部门类 / ## All programmes"),
        language.table(HEAD, rows),
    )


def _program(program: Any, made: Mapping[str, Mapping[str, list[str]]], language: Language) -> str:
    is_top = program.code == program.page
    title = language.title(program.name, program.name_en)
    entries = [entry for kind in KINDS for entry in made[kind].get(program.code, [])]
    return page(
        section(1 if is_top else 2, title, f"program-{program.code.replace('_', '-')}"),
        code(program.code),
        language.lines(program.definition, program.definition_en),
        f"## {language.title('总体', 'As a whole')}" if is_top and entries else "",
        *entries,
    )
