"""The page of accounting rules: equations and bounds, with examples."""

from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from .defined_sections import anchor
from .markdown import code, link, page, section
from .words import ENGLISH, Language

RULES = "select * from core.rule order by code"
TERMS = """
    select rule_term.*, indicator.code as indicator_code, breakdown.key as breakdown
    from core.rule_term
    inner join core.indicator using (indicator_id)
    inner join core.breakdown using (breakdown_id)
    order by rule_term.rule_code, rule_term.side, rule_term.position
"""
SIGNS = {"equal": "=", "at_most": "≤", "not_falling": "不下降 / does not fall"}
INTRODUCTION = (
    "同一地区、同一时期的数字应满足的等式和界限。"
    "[mart.rule_check](#mart-rule-check) 说明每条规则是否成立；"
    "只有在印出的数字所允许的一切真值都不能使它成立时，结论才是 `fails`。"
    " / Accounting identities and bounds (核算规则) that figures of one area and period must "
    "satisfy. [mart.rule_check](#mart-rule-check) says whether each of them holds; a verdict is "
    "`fails` only if no true values that the printed ones allow could make it hold."
)


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    terms = {
        name: list(found)
        for name, found in groupby(connection.execute(text(TERMS)), lambda row: row.rule_code)
    }
    sections = [_rule(rule, terms[rule.code], language) for rule in connection.execute(text(RULES))]
    title = section(1, language.say("核算规则 / Rules"), "rules")
    return {"rules.md": page(title, language.say(INTRODUCTION), *sections)}


def _rule(rule: Any, terms: list[Any], language: Language) -> str:
    return page(
        section(2, language.title(rule.name, rule.name_en), anchor("rule", rule.code)),
        code(rule.code),
        language.lines(rule.definition, rule.definition_en),
        language.bullets(
            [
                ("规则 / rule", _formula(rule.kind, terms, language)),
                ("例 / example", code(rule.example)),
            ]
        ),
    )


def _formula(kind: str, terms: list[Any], language: Language) -> str:
    left, right = (
        " ".join(_term(term, number) for number, term in enumerate(found))
        for found in ([term for term in terms if term.side == side] for side in ("left", "right"))
    )
    return f"{left} {language.say(SIGNS[kind])} {right}"


def _term(term: Any, number: int) -> str:
    size = abs(term.coefficient)
    sign = "÷" if term.divisor else ("−" if term.coefficient < 0 else "+" if number else "")
    factor = "" if size == 1 else f"{size.normalize():f} ×"
    name = link(code(term.indicator_code), anchor("indicator", term.indicator_code))
    return " ".join(part for part in (sign, factor, name, code(term.breakdown)) if part)
