"""Sections on what data/ defines: an indicator, a metric, an analysis or an alert."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, text

from .markdown import code, escaped, link, page, section
from .words import Language

Facts = Mapping[str, str | None]


def anchor(kind: str, name: str) -> str:
    """The link target of the section on something that data/ defines."""
    return f"{kind}-{name.replace('_', '-')}"


def indicator(row: Any, language: Language) -> Facts:
    return {
        "指标 / indicator": _kind_and_unit("indicator", row, language),
        "汇总 / adds up": language.say(
            f"各地区{language.meaning('over_areas', '', row.over_areas)}，"
            f"各时期{language.meaning('over_time', '', row.over_time)}"
            f" / over areas: {row.over_areas}, over time: {row.over_time}"
        ),
        "合理范围 / plausible": language.say(
            f"{_number(row.low)} 至 {_number(row.high)} / {_number(row.low)} to {_number(row.high)}"
        ),
        "分组 / breakdowns": code(row.breakdowns),
        "例 / example": _figure(row, language),
    }


def metric(row: Any, language: Language) -> Facts:
    return {
        "派生指标 / metric": _kind_and_unit("metric", row, language),
        "分子 / numerator": _measured(row.numerator_code, row.numerator_breakdown),
        "分母 / denominator": _measured(row.denominator_code, row.denominator_breakdown)
        + language.say(
            f"，{language.meaning('denominator_area', '', row.denominator_area)}，"
            f"{language.meaning('alignment', '', row.alignment)}"
            f" / , of area {code(row.denominator_area)}, {code(row.alignment)}"
        )
        + (f" {row.base_year}" if row.base_year else ""),
        "人口口径 / population": row.base_population
        and language.meaning("base_population", "", row.base_population),
        "例 / example": code(row.example or None),
    }


def analysis(row: Any, language: Language) -> Facts:
    return {
        "统计分析 / analysis": language.say(
            f"{language.meaning('method', '', row.method)}，至少 {row.least_points} 个值"
            f" / {row.method}, of at least {row.least_points} values"
        ),
        "对象 / of": _watched(row),
        "例": escaped(row.example),
        "example": escaped(row.example_en),
    }


def alert(row: Any, language: Language) -> Facts:
    direction = language.meaning("direction", "", row.direction) if row.direction else ""
    threshold = f" {direction} {_number(row.threshold)}" if row.direction else ""
    return {
        "预警 / alert": language.say(
            f"{language.meaning('severity', '', row.severity)}："
            f"{language.meaning('measure', '', row.measure)}{threshold}"
            f" / {row.severity}: {code(row.measure)}{threshold}"
        ),
        "对象 / of": _watched(row),
        "基数不小于 / base at least": _number(row.least_base),
        "同时 / while": _companion(row, language) if row.companion_code else None,
        "例": escaped(row.example) or ("自带的数据中没有" if language.is_chinese else ""),
        "example": escaped(row.example_en) or "none in the bundled figures",
    }


# By the name of a query: what its sections are called, and what they say.
KINDS: Mapping[str, tuple[str, Callable[[Any, Language], Facts]]] = {
    "indicators": ("indicator", indicator),
    "metrics": ("metric", metric),
    "analyses": ("analysis", analysis),
    "alerts": ("alert", alert),
}


def sections(connection: Connection, kind: str, language: Language) -> dict[str, list[str]]:
    """The sections of a kind, by programme, from the query of that name beside this file."""
    found = defaultdict(list)
    name, facts = KINDS[kind]
    for row in connection.execute(
        text(files(__package__).joinpath(f"{kind}.sql").read_text("utf-8"))
    ):
        found[row.program_code].append(_section(name, row, language, facts(row, language)))
    return found


def _kind_and_unit(table: str, row: Any, language: Language) -> str:
    return language.say(
        f"{language.meaning('kind', table, row.kind)}，{escaped(row.unit_name)}"
        f"（{escaped(row.unit)}）"
        f" / {row.kind}, {escaped(row.unit)} ({escaped(row.unit_name)})"
    )


def _section(kind: str, row: Any, language: Language, facts: Facts) -> str:
    return page(
        section(3, language.title(row.name, row.name_en), anchor(kind, row.code)),
        code(row.code),
        language.lines(row.definition, row.definition_en),
        language.bullets(facts.items()),
    )


def _companion(row: Any, language: Language) -> str:
    moved = language.meaning("companion_direction", "", row.companion_direction)
    measured = _measured(row.companion_code, None)
    return language.say(f"{measured} {moved} / {measured} is {row.companion_direction}")


def _measured(name: str, breakdown: str | None) -> str:
    linked = link(code(name), anchor("indicator", name))
    return f"{linked} {code(breakdown)}" if breakdown else linked


def _watched(row: Any) -> str | None:
    """A link to the indicator, metric or rule that an analysis or alert is about."""
    if row.indicator_code:
        return _measured(row.indicator_code, row.breakdown)
    if row.metric_code:
        return link(code(row.metric_code), anchor("metric", row.metric_code))
    rule = getattr(row, "rule_code", None)
    return link(code(rule), anchor("rule", rule)) if rule else None


def _figure(row: Any, language: Language) -> str | None:
    if row.printed is None:
        return None
    return (
        f"{escaped(row.area_name)} {code(row.breakdown)} {row.period_label}"
        + language.say("： / : ")
        + language.say(
            f"{_number(row.value)}，在 {_source(row.source_code)} 中印作 {code(row.printed)}"
            f" / {_number(row.value)}, printed {code(row.printed)} in {_source(row.source_code)}"
        )
    )


def _source(name: str) -> str:
    return link(code(name), anchor("source", name))


def _number(value: Any) -> str | None:
    return f"{value.normalize():,f}" if value is not None else None
