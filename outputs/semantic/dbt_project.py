"""A dbt project in which the relations of mart are sources, with tests of their keys and joins."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL

from .metadata import Column, MartRelation, Metadata
from .yaml_text import yaml_text

NAME = "minzheng"
# dbt keeps the values of variables of such a name out of its logs.
PASSWORD = "{{ env_var('DBT_ENV_SECRET_MINZHENG_PASSWORD') }}"


def dbt_files(metadata: Metadata, address: URL) -> dict[str, str]:
    """The files of the project, by name; ``address`` is that of the role by which dbt reads."""
    documents = {
        "dbt_project.yml": _project(),
        "profiles.yml": _profile(address),
        "models/sources.yml": _sources(metadata),
    }
    return {name: yaml_text(document) for name, document in documents.items()}


def described(zh: str | None, en: str | None = None) -> str:
    """A description in both languages, which dbt must not take for a template."""
    text = " / ".join(part for part in (zh, en) if part)
    return text.replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #")


def _project() -> dict[str, Any]:
    return {
        "name": NAME,
        "version": "1.0.0",
        "config-version": 2,
        "require-dbt-version": [">=1.10.5"],
        "profile": NAME,
        "flags": {
            "send_anonymous_usage_stats": False,
            # Older releases take arguments of tests only beside their names.
            "require_generic_test_arguments_property": True,
        },
        # Tables, since views that others have on mart would stand in the way of migrations.
        "models": {NAME: {"+materialized": "table"}},
    }


def _profile(address: URL) -> dict[str, Any]:
    output = {
        "type": "postgres",
        "host": address.host or "localhost",
        "port": address.port or 5432,
        "user": address.username,
        "password": PASSWORD,
        "dbname": address.database,
        # A modeller has a schema of the name of the role.
        "schema": address.username,
        "threads": 2,
    }
    return {NAME: {"target": "mart", "outputs": {"mart": output | _tls(address.query)}}}


def _tls(query: Mapping[str, Any]) -> dict[str, Any]:
    return {"sslmode": query["sslmode"]} if "sslmode" in query else {}


def _sources(metadata: Metadata) -> dict[str, Any]:
    source = {
        "name": NAME,
        "schema": "mart",
        "description": "民政统计数据库 / Statistics of civil affairs",
        "tables": [_table(metadata, relation) for relation in metadata.relations],
    }
    return {"version": 2, "sources": [source]}


def _table(metadata: Metadata, relation: MartRelation) -> dict[str, Any]:
    return {
        "name": relation.relation_name,
        "description": described(relation.title, relation.description_en),
        "config": {"meta": {"one_row": relation.one_row, "one_row_en": relation.one_row_en}},
        "columns": [
            _column(metadata, column) for column in metadata.columns[relation.relation_name]
        ],
    }


def _column(metadata: Metadata, column: Column) -> dict[str, Any]:
    relation, name = column.relation_name, column.column_name
    tests: list[Any] = ["unique", "not_null"] if (relation, name) in metadata.keys else []
    tests += [
        {
            "relationships": {
                "arguments": {
                    "to": f"source('{NAME}', '{join.to_relation}')",
                    "field": join.to_column,
                },
                "config": {"meta": {"cardinality": join.cardinality, "active": join.is_active}},
            }
        }
        for join in metadata.joins
        if (join.from_relation, join.from_column) == (relation, name)
    ]
    described_column = {
        "name": name,
        "data_type": column.data_type,
        "description": described(column.description),
    }
    return described_column | ({"data_tests": tests} if tests else {})
