"""Filters: a column equals a value, or one of several; the period lies within another."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from psycopg import sql

from ...loaders.sheets.periods import period_of
from .errors import QuestionError
from .relations import candidates

SPAN = re.compile(r"(.*?)(?:/|\.\.)(.*)")


def conditions(
    relation: str, columns: Mapping[str, str], values: Mapping[str, Any], period: str | None
) -> tuple[sql.Composable, dict[str, Any]]:
    """The ``where`` of a query, and the values of its parameters."""
    terms: list[sql.Composable] = []
    parameters: dict[str, Any] = {}
    for column, value in values.items():
        if column not in columns:
            raise QuestionError(
                f"mart.{relation} has no column {column}. {candidates(column, columns)}"
            )
        term, wanted = condition(column, columns[column], value)
        terms.append(term)
        parameters.update(wanted)
    if period:
        term, wanted = within(relation, columns, period)
        terms.append(term)
        parameters.update(wanted)
    where = sql.SQL(" where ") if terms else sql.SQL("")
    return where + sql.SQL(" and ").join(terms), parameters


def condition(column: str, type_: str, value: object) -> tuple[sql.Composable, dict[str, Any]]:
    """One column's condition; null is meant by None, and may be among several values."""
    parts = {
        "column": sql.Identifier(column),
        "value": sql.Placeholder(column),
        # A number may be given for a code, and a text for a date.
        "type": sql.SQL(type_),
    }
    if value is None:
        return sql.SQL("{column} is null").format(**parts), {}
    if isinstance(value, str) or not isinstance(value, (Sequence, set, frozenset)):
        return sql.SQL("{column} = {value}::{type}").format(**parts), {column: value}
    some = [one for one in value if one is not None]
    template = "{column} = any({value}::{type}[])"
    if len(some) < len(value):
        template = "({column} is null or {column} = any({value}::{type}[]))"
    return sql.SQL(template).format(**parts), {column: some}


def within(
    relation: str, columns: Mapping[str, str], period: str
) -> tuple[sql.Composable, dict[str, Any]]:
    """The first and the last day lie within a period, such as 2020, or 2015/2020-06."""
    if not {"period_start", "period_end"} <= {*columns}:
        raise QuestionError(f"mart.{relation} has no periods")
    first, last = days(period)
    term = "period_start >= {} and period_end <= {}"
    placeholders = sql.Placeholder("first_day"), sql.Placeholder("last_day")
    return sql.SQL(term).format(*placeholders), {"first_day": first, "last_day": last}


def days(period: str) -> tuple[date, date]:
    """The first and the last day of a period or a span of two; an end left out is open."""
    match = SPAN.fullmatch(period)
    first, last = match.groups() if match else (period, period)
    start = named(first).start if first else date.min
    end = named(last).end if last else date.max
    return start, end


def named(text: str) -> Any:
    if found := period_of(text):
        return found
    raise QuestionError(f"{text!r} is no period such as 2020, 2021-Q2, 2020-03 or 2015/2020")
