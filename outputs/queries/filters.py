"""Filters: a column equals a value or one of several; the period lies within another."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from psycopg import sql

from ...loaders.sheets.periods import Period, period_of
from .query_error import QueryError
from .relations import check_column

SPAN = re.compile(r"(.*?)(?:/|\.\.)(.*)")


def conditions(
    relation: str, columns: Mapping[str, str], values: Mapping[str, Any], period: str | None
) -> tuple[sql.Composable, dict[str, Any]]:
    """The ``where`` clause of a query, and the values of its parameters."""
    terms: list[sql.Composable] = []
    parameters: dict[str, Any] = {}
    for column, value in values.items():
        check_column(relation, column, columns)
        term, values_of_term = _condition(column, columns[column], value)
        terms.append(term)
        parameters.update(values_of_term)
    if period:
        term, values_of_term = _within(relation, columns, period)
        terms.append(term)
        parameters.update(values_of_term)
    where = sql.SQL(" where ") if terms else sql.SQL("")
    return where + sql.SQL(" and ").join(terms), parameters


def _condition(column: str, type_: str, value: object) -> tuple[sql.Composable, dict[str, Any]]:
    """The condition on one column; None stands for null, alone or among several values."""
    parts = {
        "column": sql.Identifier(column),
        "value": sql.Placeholder(column),
        # The cast lets a number be given for a code, and a text for a date.
        "type": sql.SQL(type_),
    }
    if value is None:
        return sql.SQL("{column} is null").format(**parts), {}
    if isinstance(value, str) or not isinstance(value, (Sequence, set, frozenset)):
        return sql.SQL("{column} = {value}::{type}").format(**parts), {column: value}
    not_null = [item for item in value if item is not None]
    template = "{column} = any({value}::{type}[])"
    if len(not_null) < len(value):
        template = "({column} is null or {column} = any({value}::{type}[]))"
    return sql.SQL(template).format(**parts), {column: not_null}


def _within(
    relation: str, columns: Mapping[str, str], period: str
) -> tuple[sql.Composable, dict[str, Any]]:
    """The condition that first and last day lie within a period: 2020, or 2015/2020-06."""
    if not {"period_start", "period_end"} <= {*columns}:
        raise QueryError(f"mart.{relation} has no periods")
    first, last = _days(period)
    term = "period_start >= {} and period_end <= {}"
    placeholders = sql.Placeholder("first_day"), sql.Placeholder("last_day")
    return sql.SQL(term).format(*placeholders), {"first_day": first, "last_day": last}


def _days(period: str) -> tuple[date, date]:
    """The first and the last day of a period, or from one period to another; open ends allowed."""
    match = SPAN.fullmatch(period)
    first, last = match.groups() if match else (period, period)
    start = _parse_period(first).start if first else date.min
    end = _parse_period(last).end if last else date.max
    return start, end


def _parse_period(text: str) -> Period:
    if period := period_of(text):
        return period
    raise QueryError(f"{text!r} is not a period such as 2020, 2021-Q2, 2020-03 or 2015/2020")
