"""The SQL of calc in the dialect of another engine, transpiled from the files PostgreSQL runs.

What stands for the same in both is left to sqlglot. The rest is here: functions of calc are put in
where they are called, windows where they are named, and numbers are divided and multiplied by
functions that give the digits of PostgreSQL (functions/duckdb.sql and functions/spark.sql).
A query that another engine has no words for has a file of its own in queries/.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import sqlglot
from sqlglot import exp

from ...database.definitions import SqlDefinition, definitions, without_comments
from .lake_relations import DIGITS, FIGURE_NUMBER, FIRST_DAY, LAST_DAY, PLACES

PARAMETERS = re.compile(r"^create function \S+\((.*?)\)\nreturns", re.DOTALL | re.MULTILINE)
RETURNED = re.compile(r"^returns table \((.*?)^\)", re.DOTALL | re.MULTILINE)
BODY = re.compile(r"\$\$(.*)\$\$", re.DOTALL)
# Functions that have another body in every engine.
OF_ENGINES = ("span",)
DAY = re.compile(r"(^|_)(day|start|end|since|until)$")
NUMBER = f"decimal({DIGITS}, {PLACES})"
# What is counted in years is a double: an exponent, or what a slope is divided by.
YEARS = ("years",)
DAYS_A_YEAR = "365.25"
# Percentiles are doubles, in PostgreSQL as elsewhere.
DOUBLES = ("median", "deviation", "least_median", "greatest_median")

Columns = Mapping[str, list[str]]


def relation_name(name: str) -> str:
    """How the other engines call calc.series."""
    return name.replace(".", "_")


@cache
def replaced_queries() -> dict[str, str]:
    """The queries that have a file of their own, by the name of what they make."""
    folder = files(__package__).joinpath("queries")
    return {
        f"calc.{file.name.removesuffix('.sql')}": file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".sql")
    }


def sources(name: str) -> set[str]:
    """The relations that a relation is made of, through the functions that it calls."""
    found: set[str] = set()
    for table in _parsed(name).find_all(exp.Table):
        if table.db:
            found.add(f"{table.db}.{table.name}")
    return found


def query_for(name: str, dialect: str, columns: Columns) -> str:
    """The query of a relation of calc. ``columns`` are those of the relations it is made of."""
    return transpiled(_parsed(name), dialect, columns)


def transpiled(tree: exp.Expr, dialect: str, columns: Columns) -> str:
    """A query of PostgreSQL in the words of an engine, which calls core.unit core_unit."""
    for step in (_expand_stars(columns), _inline_windows, _count_in_windows):
        tree = step(tree)
    if dialect == "spark":
        tree = _replace_percentiles(_replace_distinct_on(_replace_values(tree)))
    tree = _replace_numbers(tree)
    for part in tree.find_all(exp.CTE):
        # A hint for the planner of PostgreSQL.
        part.set("materialized", None)
    for table in tree.find_all(exp.Table):
        if table.db:
            alias = table.alias or table.name
            table.replace(exp.to_table(f"{table.db}_{table.name}", alias=alias))
    return tree.sql(dialect=dialect, pretty=True)


def _parsed(name: str) -> exp.Expr:
    """A relation as a tree, functions of calc put in."""
    replaced = replaced_queries().get(name)
    text = without_comments(replaced) if replaced else _query(definitions()[name])
    tree = _inline_functions(_parse(text))
    assert isinstance(tree, exp.Query)
    # What puts columns together for the views of mart has a type of PostgreSQL alone.
    tree.set("expressions", [one for one in tree.selects if not _is_composite(one)])
    return tree


def _parse(text: str) -> exp.Query:
    parsed = sqlglot.parse_one(text, dialect="postgres")
    assert isinstance(parsed, exp.Query)
    return parsed


def _is_composite(column: exp.Expr) -> bool:
    value = column.unalias()
    return isinstance(value, exp.Cast) and value.to.this == exp.DataType.Type.USERDEFINED


def _query(definition: SqlDefinition) -> str:
    if definition.kind == "table":
        return without_comments(definition.query)
    if definition.kind == "view":
        return re.split(r"^create view \S+ as\n", without_comments(definition.sql), flags=re.M)[1]
    return BODY.search(without_comments(definition.sql))[1]  # type: ignore[index]


def _inline_functions(tree: exp.Expr) -> exp.Expr:
    """Put functions of calc in where they are called, until there is none."""
    for call in list(tree.find_all(exp.Table)):
        if isinstance(call.this, exp.Anonymous):
            call.replace(_called_rows(call.this, call.alias or call.this.name))
    for dot in list(tree.find_all(exp.Dot)):
        if isinstance(dot.expression, exp.Anonymous) and dot.this.name == "calc":
            value = _called_value(dot.expression)
            if dot is tree:
                return value
            dot.replace(value)
    return tree


def _called_rows(call: exp.Anonymous, alias: str) -> exp.Expr:
    """A function that returns a table, as a subquery with the columns that it returns."""
    text = definitions()[f"calc.{call.name}"].sql
    body = _with_arguments(
        _parse(_query(definitions()[f"calc.{call.name}"])), text, call.expressions
    )
    assert isinstance(body, exp.Query)
    names = _names(RETURNED.search(text)[1])  # type: ignore[index]
    for name, column in zip(names, list(body.selects), strict=True):
        column.replace(exp.alias_(column.unalias().copy(), name))
    return _inline_functions(exp.Subquery(this=body, alias=exp.to_identifier(alias)))


def _called_value(call: exp.Anonymous) -> exp.Expr:
    name = call.name
    if name in OF_ENGINES:
        return exp.Anonymous(this=name, expressions=[one.copy() for one in call.expressions])
    text = definitions()[f"calc.{name}"].sql
    body = _parse(_query(definitions()[f"calc.{name}"]))
    value = body.selects[0].unalias()
    return exp.paren(_inline_functions(_with_arguments(value, text, call.expressions)).copy())


def _with_arguments(body: exp.Expr, text: str, arguments: list[exp.Expr]) -> exp.Expr:
    """A body with the arguments in the place of the parameters, named or numbered."""
    names = _names(PARAMETERS.search(text)[1])  # type: ignore[index]
    given = dict(zip(names, arguments, strict=True))
    types = dict(zip(names, _types(PARAMETERS.search(text)[1]), strict=True))  # type: ignore[index]

    def value(name: str) -> exp.Expr:
        argument = given[name].copy()
        if isinstance(argument, exp.Null):
            return exp.cast(argument, types[name])
        return argument if isinstance(argument, exp.Column) else exp.paren(argument)

    def put(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Parameter):
            return value(names[int(node.this.name) - 1])
        if isinstance(node, exp.Column) and not node.table and node.name in given:
            return value(node.name)
        return node

    return body.copy().transform(put)


def _names(declared: str) -> list[str]:
    return [one.split()[0] for one in declared.split(",")]


def _types(declared: str) -> list[str]:
    return [one.split()[1] for one in declared.split(",")]


def _expand_stars(columns: Columns) -> Callable[[exp.Expr], exp.Expr]:
    """Write out the columns that ``alias.*`` stands for, where it is of a relation of calc."""

    def expand(tree: exp.Expr) -> exp.Expr:
        for select in list(tree.find_all(exp.Select)):
            known = {
                table.alias or table.name: columns[f"{table.db}.{table.name}"]
                for table in select.find_all(exp.Table)
                if f"{table.db}.{table.name}" in columns
                and table.find_ancestor(exp.Select) is select
            }
            written: list[exp.Expr] = []
            for one in select.expressions:
                is_star = isinstance(one, exp.Column) and isinstance(one.this, exp.Star)
                if is_star and one.table in known:
                    written += [exp.column(name, table=one.table) for name in known[one.table]]
                else:
                    written.append(one)
            select.set("expressions", written)
        return tree

    return expand


def _inline_windows(tree: exp.Expr) -> exp.Expr:
    """Write out windows where they are named; lag and lead have no frame."""
    for select in list(tree.find_all(exp.Select)):
        named = {window.name: window for window in select.args.get("windows") or ()}
        select.set("windows", None)
        for window in list(select.find_all(exp.Window)):
            if window.alias in named and window.find_ancestor(exp.Select) is select:
                whole = _whole_window(named[window.alias], named)
                for part in ("partition_by", "order", "spec"):
                    value = whole.get(part)
                    window.set(
                        part,
                        [one.copy() for one in value]
                        if isinstance(value, list)
                        else value and value.copy(),
                    )
                window.set("alias", None)
                window.set("over", "OVER")
    for window in tree.find_all(exp.Window):
        if isinstance(window.this, (exp.Lag, exp.Lead, exp.RowNumber)):
            window.set("spec", None)
    return tree


def _whole_window(window: exp.Expr, named: Mapping[str, exp.Expr]) -> dict[str, Any]:
    """The parts of a window, with those of the one that it goes on from."""
    base = window.args.get("alias")
    parts = dict(_whole_window(named[base.name], named)) if base and base.name in named else {}
    for part in ("partition_by", "order", "spec"):
        if window.args.get(part):
            parts[part] = window.args[part]
    return parts


def _count_in_windows(tree: exp.Expr) -> exp.Expr:
    """``count(*) filter (where …) over …`` as a count of cases."""
    for window in tree.find_all(exp.Window):
        if isinstance(window.this, exp.Filter):
            condition = window.this.expression.this
            case = exp.Case().when(condition.copy(), exp.Literal.number(1))
            window.set("this", exp.Count(this=case))
    return tree


def _replace_values(tree: exp.Expr) -> exp.Expr:
    """Rows made of columns of the other side, as an array of structs; Spark has no such values."""
    for lateral in list(tree.find_all(exp.Lateral)):
        inner = lateral.this
        values = inner.this if isinstance(inner, exp.Subquery) else inner
        if isinstance(values, exp.Values):
            alias = lateral.args["alias"]
            # Rows of one array have fields of the same names.
            rows = [
                exp.Struct(
                    expressions=[
                        exp.alias_(value, f"field_{number}")
                        for number, value in enumerate(one.expressions)
                    ]
                )
                for one in values.expressions
            ]
            array = exp.Anonymous(
                this="inline", expressions=[exp.Anonymous(this="array", expressions=rows)]
            )
            lateral.set("this", array)
            lateral.set("alias", alias)
    return tree


def _replace_distinct_on(tree: exp.Expr) -> exp.Expr:
    for select in list(tree.find_all(exp.Select)):
        distinct = select.args.get("distinct")
        if distinct and distinct.args.get("on"):
            keys = distinct.args["on"].expressions
            order = select.args["order"].copy()
            number = exp.Window(
                this=exp.RowNumber(), partition_by=[key.copy() for key in keys], order=order
            )
            names = [one.alias_or_name for one in select.selects]
            inner = select.copy()
            inner.set("distinct", None)
            inner.set("order", None)
            inner.append("expressions", exp.alias_(number, "place_in_group"))
            outer = exp.select(*names).from_(inner.subquery("numbered")).where("place_in_group = 1")
            if inner.args.get("with_"):
                outer.set("with_", inner.args["with_"])
                inner.set("with_", None)
            select.replace(outer) if select is not tree else None
            if select is tree:
                tree = outer
    return tree


def _replace_percentiles(tree: exp.Expr) -> exp.Expr:
    """Percentiles between two values, where the transpiler would take the nearest value."""
    for group in list(tree.find_all(exp.WithinGroup)):
        if isinstance(group.this, exp.PercentileCont):
            ordered = group.expression.expressions[0].this
            share = group.this.this
            group.replace(
                exp.Anonymous(this="percentile", expressions=[ordered.copy(), share.copy()])
            )
    return tree


def _replace_numbers(tree: exp.Expr) -> exp.Expr:
    """Arithmetic by functions that give the digits of PostgreSQL, and days without infinity."""

    def replace(node: exp.Expr) -> exp.Expr:
        for part in list(node.iter_expressions()):
            new = replace(part)
            if new is not part:
                part.replace(new)
        return _number(node)

    return replace(tree)


def _number(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous) and node.name == "trim_scale":
        (number,) = node.iter_expressions()
        return number
    if isinstance(node, exp.Literal) and node.is_string and node.this in ("infinity", "-infinity"):
        day = LAST_DAY if node.this == "infinity" else FIRST_DAY
        return exp.cast(exp.Literal.string(day), "date")
    if isinstance(node, exp.Pow):
        if _is_double(node):
            return node
        return exp.Anonymous(this="raised", expressions=[node.this, node.expression])
    if isinstance(node, exp.Cast) and FIGURE_NUMBER.search(node.this.name):
        # More figures than the whole numbers of 32 bits.
        return exp.cast(node.this, "bigint")
    if isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.DECIMAL:
        return _cast_to_number(node)
    if isinstance(node, exp.PercentileCont):
        return node
    if isinstance(node, exp.Ordered) and isinstance(node.parent_select, exp.Select):
        return node
    if isinstance(node, exp.Div):
        return _quotient(node)
    if isinstance(node, exp.Mul) and not _is_double(node):
        literal = (exp.Literal, exp.Neg)
        if not isinstance(node.this, literal) and not isinstance(node.expression, literal):
            return exp.Anonymous(this="product", expressions=[node.this, node.expression])
    if isinstance(node, exp.Sub) and _is_day(node.this) and _is_day(node.expression):
        return exp.Anonymous(this="days_between", expressions=[node.this, node.expression])
    return node


def _cast_to_number(node: exp.Cast) -> exp.Expr:
    """A number of the lake; of a double, its first fifteen digits."""
    if isinstance(node, exp.TryCast):
        return node
    if isinstance(node.this, exp.Null):
        return exp.cast(node.this, NUMBER)
    if _is_double(node.this):
        return exp.Anonymous(this="number_of", expressions=[node.this])
    return exp.cast(node.this, NUMBER)


def _quotient(node: exp.Div) -> exp.Expr:
    divisor = node.expression.unnest()
    if divisor.name in (*YEARS, DAYS_A_YEAR) or node.this.name == DAYS_A_YEAR:
        numerator = exp.cast(node.this, "double")
        return exp.paren(
            exp.Div(
                this=numerator,
                expression=exp.func(
                    "nullif", exp.cast(node.expression, "double"), exp.Literal.number(0)
                ),
                typed=False,
                safe=False,
            )
        )
    if node.this.unnest().name == "days_between":
        return exp.Anonymous(this="whole_half", expressions=[node.this])
    return exp.Anonymous(this="quotient", expressions=[node.this, node.expression])


def _is_double(node: exp.Expr) -> bool:
    """Whether an expression is made of a double; what functions of the engine give is a number."""
    if isinstance(node, exp.Anonymous):
        return False
    if isinstance(node, exp.Cast):
        return bool(node.to.this == exp.DataType.Type.DOUBLE)
    if isinstance(node, exp.Column):
        return node.name in DOUBLES
    if isinstance(node, exp.Pow):
        return _is_double(node.this)
    return any(_is_double(one) for one in node.iter_expressions())


def _is_day(node: exp.Expr) -> bool:
    node = node.unnest()
    if isinstance(node, (exp.Add, exp.Sub)) and node.expression.is_number:
        return _is_day(node.this)
    if isinstance(node, exp.Window):
        node = node.this.this
    return isinstance(node, exp.Column) and DAY.search(node.name) is not None
