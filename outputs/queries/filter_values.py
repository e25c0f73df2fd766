"""The values that filters give: names become codes, and what the database lacks is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg import Connection, sql

from ...loaders.resolve.nearest import nearest
from ...schema.codes import code_lists, list_of
from . import relations
from .column_roles import REFERENCES
from .named_codes import LISTS, Found, find
from .query import Query, source_of
from .query_error import QueryError

# Beside the columns that name another relation everywhere.
LISTED_BY = REFERENCES | {
    "breakdown": "breakdown",
    "county_code": "area",
    "other_source_code": "source",
    "prefecture_code": "area",
    "province_code": "area",
}
# So many of the values that a column has are looked through for what was probably meant.
MOST_VALUES = 5000


@dataclass(frozen=True)
class Resolver:
    """Looks up the values of the filters of a query."""

    connection: Connection[Any]
    query: Query
    relation: str
    columns: Mapping[str, str]

    def resolved(self) -> dict[str, Any]:
        """The values of every column, names replaced by codes. Raises QueryError."""
        values, breakdowns = {}, []
        for column, given in self.query.values.items():
            relations.check_column(self.relation, column, self.columns)
            is_one = isinstance(given, str) or not isinstance(given, (Sequence, set, frozenset))
            found = [self.find(column, value) for value in ([given] if is_one else given)]
            values[column] = found[0].code if is_one else [one.code for one in found]
            if column == "indicator_code":
                breakdowns = [one.breakdown for one in found]
        if any(breakdowns):
            values["breakdown"] = self.breakdown(values, breakdowns)
        return values

    def breakdown(self, values: Mapping[str, Any], said: Sequence[str | None]) -> str:
        """The one breakdown that the names of indicators say. Raises QueryError for several."""
        named = {one for one in said if one}
        if "breakdown" not in self.columns:
            raise QueryError(
                f"mart.{self.relation} has no breakdowns, such as {min(named)}: name the indicator"
            )
        if "breakdown" in values or {*said} != named or len(named) > 1:
            raise QueryError(
                f"Of several indicators one is named with its breakdown, {min(named)}:"
                " give their codes, and the column breakdown"
            )
        return named.pop()

    def find(self, column: str, value: Any) -> Found:
        """The value as the column has it, with the breakdown that it says."""
        if value is None or self.is_known(column, value):
            return Found(value)
        if (relation := LISTED_BY.get(column)) in LISTS:
            try:
                return find(self.connection, LISTS[relation], str(value))
            except QueryError:
                # A column may have words of its own beside codes: nation.
                if not self.occurs(column, value):
                    raise
        elif not self.occurs(column, value):
            hint = self.hint(column, str(value))
            raise QueryError(f"mart.{self.relation} has no row with {column} = {value}. {hint}")
        return Found(value)

    def is_known(self, column: str, value: Any) -> bool:
        """Whether a value need not be looked for: a code of a closed list, a number, a day.

        Raises QueryError for a text that is no number or no day, as the column has.
        """
        type_ = self.columns[column]
        if type_ != "text":
            self.check_type(column, value)
            return True
        closed = code_lists().get(list_of(column, self.relation), ())
        return any(line.code == value for line in closed)

    def check_type(self, column: str, value: Any) -> None:
        type_ = self.columns[column]
        cast = sql.SQL("select cast({} as {})").format(sql.Placeholder(), sql.SQL(type_))
        try:
            self.connection.execute(cast, [value])
        except psycopg.DataError as error:
            raise QueryError(f"{column} of mart.{self.relation} is {type_}, not {value}") from error

    def occurs(self, column: str, value: Any) -> bool:
        query = "select exists (select from {source} where {column} = {value}::text)"
        parts, parameters = self.parts(column)
        statement = sql.SQL(query).format(value=sql.Placeholder("value"), **parts)
        found = self.connection.execute(statement, {**parameters, "value": value}).fetchone()
        return found == (True,)

    def hint(self, column: str, value: str) -> str:
        """What was probably meant, or what the column has."""
        query = """
            select distinct {column} from {source} where {column} is not null
            order by 1 limit {most}
        """
        parts, parameters = self.parts(column)
        statement = sql.SQL(query).format(most=MOST_VALUES, **parts)
        rows = self.connection.execute(statement, parameters or None)
        known = [str(row[0]) for row in rows]
        if similar := [name for (name,) in nearest(value, ((one,) for one in known))]:
            return f"Did you mean {' or '.join(similar)}?"
        return relations.listing(known)

    def parts(self, column: str) -> tuple[dict[str, sql.Composable], dict[str, Any]]:
        source, parameters = source_of(self.query, self.relation)
        return {"column": sql.Identifier(column), "source": source}, parameters


def resolve(connection: Connection[Any], query: Query) -> Query:
    """The query with codes in place of names. Raises QueryError for what the database has not.

    SQL stays as it is.
    """
    if not query.relation or not query.values:
        return query
    columns = relations.columns(connection, query.relation)
    values = Resolver(connection, query, query.relation, columns).resolved()
    return replace(query, values=values)
