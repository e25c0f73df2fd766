"""The page of accounting rules: equations and bounds, with examples."""

from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from .defined_sections import anchor
from .markdown import bullets, code, escaped, link, page, section

RULES = "select * from core.rule order by code"
TERMS = """
    select rule_term.*, indicator.code as indicator_code, breakdown.key as breakdown
    from core.rule_term
    inner join core.indicator using (indicator_id)
    inner join core.breakdown using (breakdown_id)
    order by rule_term.rule_code, rule_term.side, rule_term.position
"""
SIGNS = {"equal": "=", "at_most": "≤", "not_falling": "does not fall"}
INTRODUCTION = """
Accounting identities and bounds (核算规则) that figures of one area and period must satisfy.
[mart.rule_check](#mart-rule-check) says whether each of them holds; a verdict is `fails` only if no
true values that the printed ones allow could make it hold.
"""


def pages(connection: Connection) -> dict[str, str]:
    terms = {
        name: list(found)
        for name, found in groupby(connection.execute(text(TERMS)), lambda row: row.rule_code)
    }
    sections = [_rule(rule, terms[rule.code]) for rule in connection.execute(text(RULES))]
    return {"rules.md": page(section(1, "Rules", "rules"), INTRODUCTION.strip(), *sections)}


def _rule(rule: Any, terms: list[Any]) -> str:
    return page(
        section(2, escaped(f"{rule.name} · {rule.name_en}"), anchor("rule", rule.code)),
        code(rule.code),
        f"{escaped(rule.definition)}\\\n{escaped(rule.definition_en)}",
        bullets(
            [f"规则 / rule: {_formula(rule.kind, terms)}", f"例 / example: {code(rule.example)}"]
        ),
    )


def _formula(kind: str, terms: list[Any]) -> str:
    left, right = (
        " ".join(_term(term, number) for number, term in enumerate(found))
        for found in ([term for term in terms if term.side == side] for side in ("left", "right"))
    )
    return f"{left} {SIGNS[kind]} {right}"


def _term(term: Any, number: int) -> str:
    size = abs(term.coefficient)
    sign = "÷" if term.divisor else ("−" if term.coefficient < 0 else "+" if number else "")
    factor = "" if size == 1 else f"{size.normalize():f} ×"
    name = link(code(term.indicator_code), anchor("indicator", term.indicator_code))
    return " ".join(part for part in (sign, factor, name, code(term.breakdown)) if part)
