"""The datasets of the bundle: columns from the database, labels and metrics from datasets.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection

from ...views.columns import meaning
from .identity import identity

DATABASE = "minzheng"

# The columns of a query and the names of their types.
COLUMNS = "select * from ({sql}) as query limit 0"
TYPES = "select oid, upper(format_type(oid, null)) from pg_type where oid = any(%(oids)s)"


@cache
def definitions() -> dict[str, Any]:
    """The content of datasets.toml."""
    return tomllib.loads(files(__package__).joinpath("datasets.toml").read_text("utf-8"))


def dataset(connection: Connection, definition: dict[str, Any]) -> dict[str, Any]:
    """A dataset as Superset imports it."""
    name, sql = definition["name"], definition.get("sql")
    columns = _columns(connection, sql or f"select * from mart.{name}")
    known = {column for column, _kind in columns}
    made = {
        **(definitions()["group_columns"] if "breakdown_name" in known else {}),
        **(definitions()["area_columns"] if "province_code" in known else {}),
        **definition.get("columns", {}),
    }
    return {
        "table_name": name,
        "uuid": identity("dataset", name),
        "database_uuid": identity("database", DATABASE),
        "version": "1.0.0",
        "schema": "mart",
        "catalog": None,
        "sql": sql and sql.strip(),
        "main_dttm_col": definition["date"],
        "description": definition["title"],
        "filter_select_enabled": True,
        "metrics": [_metric(*metric) for metric in definition["metrics"].items()],
        "columns": [
            *(_column(name, column, kind) for column, kind in columns),
            *(_computed(*column) for column in made.items()),
        ],
    }


def _metric(name: str, metric: list[str]) -> dict[str, Any]:
    expression, label = metric
    return {"metric_name": name, "expression": expression, "verbose_name": label}


def _columns(connection: Connection, sql: str) -> list[tuple[str, str]]:
    """The names and types of the columns of a query."""
    cursor = connection.connection.cursor()
    cursor.execute(COLUMNS.format(sql=sql))
    columns = [(column[0], column[1]) for column in cursor.description or ()]
    parameters = {"oids": [oid for _name, oid in columns]}
    types = {row[0]: row[1] for row in connection.exec_driver_sql(TYPES, parameters)}
    return [(name, types[oid]) for name, oid in columns]


def _computed(name: str, column: list[str]) -> dict[str, Any]:
    expression, label = column
    return {
        **_column("", name, "TEXT"),
        "verbose_name": label,
        "expression": expression,
    }


def _column(relation: str, name: str, kind: str) -> dict[str, Any]:
    meant = meaning(relation.removesuffix("_wide"), name)
    return {
        "column_name": name,
        "verbose_name": definitions()["labels"].get(name),
        "description": f"{meant.zh} / {meant.en}" if meant else None,
        "type": kind,
        "is_dttm": kind == "DATE",
        "is_active": True,
        "groupby": True,
        "filterable": True,
        "expression": None,
    }
