"""The statements by which tidy files are resolved and checked, for DuckDB: the files of loaders.

Whether a row is right is decided by the same SQL as in PostgreSQL (loaders/kinds/tidy).
"""

import re
from importlib.resources import files

import sqlglot
from sqlglot import exp

from ...database.definitions import without_comments
from ...loaders.kinds import tidy
from .portable_sql import NUMBER, transpiled

CREATED = re.compile(r"^\s*create temp table (\w+) on commit drop as\s")
# A bound that is missing is beyond all others; so many digits a number of the lake has.
NO_BOUND = "9" * 22
BOUNDS = ("low", "high")


def loading_query(name: str, values: dict[str, object] | None = None) -> str:
    """The query of a file of loaders/kinds/tidy, with values in the place of its parameters."""
    text = files(tidy.__package__).joinpath(f"{name}.sql").read_text("utf-8")
    tree = sqlglot.parse_one(CREATED.sub("", without_comments(text)), dialect="postgres")
    return transpiled(tree.transform(_replace, values or {}), "duckdb", {})


def _replace(node: exp.Expr, values: dict[str, object]) -> exp.Expr:
    """What DuckDB has other words for, or the lake other columns."""
    if isinstance(node, exp.Placeholder):
        return exp.convert(values[node.name])
    if isinstance(node, exp.Select):
        if not node.expressions:
            node.set("expressions", [exp.Literal.number(1)])
        # A hint for the planner of PostgreSQL.
        node.set("offset", None)
    if isinstance(node, exp.Lower) and node.this.name == "valid":
        return exp.column("valid_from", table=node.this.table)
    if isinstance(node, exp.Column) and node.name == "valid":
        return exp.column("valid_from", table=node.table)
    if isinstance(node, exp.Coalesce) and node.this.name in BOUNDS:
        (other,) = node.expressions
        if other.name == "infinity":
            return exp.func("coalesce", node.this, exp.cast(exp.Literal.number(NO_BOUND), NUMBER))
    if isinstance(node, exp.Div):
        return exp.cast(node, NUMBER)
    if isinstance(node, exp.Cast) and node.this.name == "printed":
        # A number of more digits than the lake has is read as other forms are, and refused there.
        return exp.TryCast(this=node.this, to=exp.DataType.build(NUMBER))
    if isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.TEXT:
        return exp.Anonymous(this="text_of", expressions=[node.this])
    if isinstance(node, exp.Format) or (isinstance(node, exp.Anonymous) and node.name == "format"):
        pattern, *arguments = (
            [node.this, *node.expressions] if isinstance(node, exp.Format) else node.expressions
        )
        texts = [exp.Anonymous(this="text_of", expressions=[one]) for one in arguments]
        return exp.Anonymous(this="printf", expressions=[pattern, *texts])
    return node
