"""Sections on what data/ defines: an indicator, a metric, an analysis or an alert."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, text

from .markdown import bullets, code, escaped, link, page, section


def anchor(kind: str, name: str) -> str:
    """The link target of the section on something that data/ defines."""
    return f"{kind}-{name.replace('_', '-')}"


def indicator(row: Any) -> str:
    return _section(
        "indicator",
        row,
        {
            "指标 / indicator": f"{row.kind}, {escaped(row.unit)} ({escaped(row.unit_name)})",
            "汇总 / adds up": f"over areas: {row.over_areas}, over time: {row.over_time}",
            "合理范围 / plausible": f"{_number(row.low)} to {_number(row.high)}",
            "分组 / breakdowns": code(row.breakdowns),
            "例 / example": _figure(row),
        },
    )


def metric(row: Any) -> str:
    return _section(
        "metric",
        row,
        {
            "派生指标 / metric": f"{row.kind}, {escaped(row.unit)} ({escaped(row.unit_name)})",
            "分子 / numerator": _measured(row.numerator_code, row.numerator_breakdown),
            "分母 / denominator": _measured(row.denominator_code, row.denominator_breakdown)
            + f", of area {code(row.denominator_area)}, {code(row.alignment)}"
            + (f" {row.base_year}" if row.base_year else ""),
            "人口口径 / population": row.base_population,
            "例 / example": code(row.example or None),
        },
    )


def analysis(row: Any) -> str:
    return _section(
        "analysis",
        row,
        {
            "统计分析 / analysis": f"{row.method}, of at least {row.least_points} values",
            "对象 / of": _watched(row),
            "例": escaped(row.example),
            "example": escaped(row.example_en),
        },
    )


def alert(row: Any) -> str:
    threshold = f" {row.direction} {_number(row.threshold)}" if row.direction else ""
    return _section(
        "alert",
        row,
        {
            "预警 / alert": f"{row.severity}: {code(row.measure)}{threshold}",
            "对象 / of": _watched(row),
            "基数不小于 / base at least": _number(row.least_base),
            "同时 / while": f"{_measured(row.companion_code, None)} is {row.companion_direction}"
            if row.companion_code
            else None,
            "例": escaped(row.example),
            "example": escaped(row.example_en) or "none in the bundled figures",
        },
    )


KINDS: Mapping[str, Callable[[Any], str]] = {
    "indicators": indicator,
    "metrics": metric,
    "analyses": analysis,
    "alerts": alert,
}


def sections(connection: Connection, kind: str) -> dict[str, list[str]]:
    """The sections of a kind, by programme, from the query of that name beside this file."""
    found = defaultdict(list)
    for row in connection.execute(
        text(files(__package__).joinpath(f"{kind}.sql").read_text("utf-8"))
    ):
        found[row.program_code].append(KINDS[kind](row))
    return found


def _section(kind: str, row: Any, facts: Mapping[str, str | None]) -> str:
    return page(
        section(3, f"{escaped(row.name)} · {escaped(row.name_en)}", anchor(kind, row.code)),
        code(row.code),
        f"{escaped(row.definition)}\\\n{escaped(row.definition_en)}",
        bullets(f"{what}: {fact}" for what, fact in facts.items() if fact),
    )


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


def _figure(row: Any) -> str | None:
    if row.printed is None:
        return None
    return (
        f"{escaped(row.area_name)} {code(row.breakdown)} {row.period_label}: "
        f"{_number(row.value)}, printed {code(row.printed)} in {_source(row.source_code)}"
    )


def _source(name: str) -> str:
    return link(code(name), anchor("source", name))


def _number(value: Any) -> str | None:
    return f"{value.normalize():,f}" if value is not None else None
