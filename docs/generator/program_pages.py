"""The pages of programmes: the indicators, metrics, analyses and alerts of each."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from .defined_sections import KINDS, sections
from .markdown import code, contents, escaped, link, page, section, table

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
INTRODUCTION = """
Each programme (民政业务门类) with its indicators (指标, what is measured), metrics (派生指标),
analyses (统计分析) and alerts (预警). All of them are lines in `data/`; their examples are figures
of the bundled sources. The accounting [rules](#rules) concern several programmes.
"""


def pages(connection: Connection) -> dict[str, str]:
    """The pages by file, one for each programme of the second level."""
    found = defaultdict(list)
    for program in connection.execute(text(PROGRAMS)):
        found[program.page].append(program)
    made = {kind: sections(connection, kind) for kind in KINDS}
    return {
        "programs/index.md": _overview(found, made),
        **{
            f"programs/{name}.md": page(*(_program(program, made) for program in programs))
            for name, programs in found.items()
        },
    }


def _overview(found: Mapping[str, list[Any]], made: Mapping[str, Mapping[str, list[str]]]) -> str:
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
        section(1, "Programmes and what is measured", "programs"),
        INTRODUCTION.strip(),
        contents(found),
        "## All programmes",
        table(("门类", "programme", "code", *KINDS), rows),
    )


def _program(program: Any, made: Mapping[str, Mapping[str, list[str]]]) -> str:
    is_top = program.code == program.page
    title = escaped(f"{program.name} · {program.name_en}")
    entries = [entry for kind in KINDS for entry in made[kind].get(program.code, [])]
    return page(
        section(1 if is_top else 2, title, f"program-{program.code.replace('_', '-')}"),
        code(program.code),
        f"{escaped(program.definition)}\\\n{escaped(program.definition_en)}",
        "## 总体 · As a whole" if is_top and entries else "",
        *entries,
    )
