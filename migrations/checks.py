"""A plugin of Alembic that finds CHECK constraints which say something else in the models.

Alembic's own plugin compares them by name: a code that is added to a list would need no revision.
Here both are compared as the server writes them, those of the models in a temporary table.
"""

from typing import Any

from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.runtime.plugins import Plugin
from alembic.util import PriorityDispatchResult
from sqlalchemy import CheckConstraint, Column, Connection, MetaData, Table, text
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.elements import conv

NAME = "minzheng.checks"
DEFINITIONS = text("""
    select conname as name, pg_get_expr(conbin, conrelid) as says
    from pg_constraint
    where conrelid = to_regclass(:table) and contype = 'c'
""")


def setup(plugin: Plugin) -> None:
    """Alembic calls this once."""
    plugin.add_autogenerate_comparator(_compare, "table", NAME)


def _compare(
    context: AutogenContext,
    found: ops.ModifyTableOps,
    schema: str | None,
    name: str,
    in_database: Table | None,
    in_models: Table | None,
) -> PriorityDispatchResult:
    """Have a constraint dropped and made again if it has its name and not its condition."""
    if in_database is None or in_models is None or context.connection is None:
        return PriorityDispatchResult.CONTINUE
    preparer = context.connection.dialect.identifier_preparer
    models = {preparer.format_constraint(check): check for check in _checks(in_models)}
    there = _definitions(context.connection, f"{schema}.{name}")
    for check, definition in _expected(context.connection, in_models).items():
        if there.get(check, definition) != definition:
            old = CheckConstraint(there[check], name=conv(check), table=in_database)
            found.ops.append(ops.DropConstraintOp.from_constraint(old))
            found.ops.append(ops.AddConstraintOp.from_constraint(models[check]))
    return PriorityDispatchResult.CONTINUE


def _expected(connection: Connection, table: Table) -> dict[str, str]:
    """The constraints of a table of the models, as the server writes them."""
    columns: list[Any] = [Column(column.name, column.type) for column in table.columns]
    conditions = [CheckConstraint(str(check.sqltext), name=check.name) for check in _checks(table)]
    metadata = MetaData(naming_convention=table.metadata.naming_convention)
    temporary = Table(table.name, metadata, *columns, *conditions, prefixes=["temporary"])
    with connection.begin_nested() as attempt:
        connection.execute(CreateTable(temporary))
        definitions = _definitions(connection, f"pg_temp.{table.name}")
        attempt.rollback()
    return definitions


def _checks(table: Table) -> list[CheckConstraint]:
    return [one for one in table.constraints if isinstance(one, CheckConstraint)]


def _definitions(connection: Connection, table: str) -> dict[str, str]:
    """What the constraints of a table say, by their names."""
    return {row.name: row.says for row in connection.execute(DEFINITIONS, {"table": table})}
