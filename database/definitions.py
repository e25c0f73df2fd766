"""The SQL files of views, functions and kept tables, each named for what it makes.

``views/mart/figures/value.sql`` makes mart.value; folders group by what is answered.
``schema/functions/keep_area_labels.sql`` makes core.keep_area_labels and its triggers.

A file that begins with ``create table calc.NAME as`` makes a kept table: a view calc.NAME_computed
of the query, and a table that holds its rows. After the query stand, with a semicolon and an empty
line between them, its indexes, and queries for the keys that something else touches; see kept.py.
"""

import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from .. import schema, views

VIEW_SCHEMAS = ("mart", "calc")
# The schema of the tables that the triggers are on.
TABLES = "core"
# How the view is named whose rows a kept table holds.
COMPUTED = "_computed"

# What a relation is made of: every name after a schema of views, or of tables.
SOURCE = re.compile(r"\b((?:mart|calc)\.\w+)")
TABLE = re.compile(r"\b(core\.\w+)")
COMMENT = re.compile(r"^-- ?(.*)", re.MULTILINE)
MADE = re.compile(r"^create (view|function|table) ", re.MULTILINE)
CREATE_TABLE = re.compile(r"^create table \S+ as\n", re.MULTILINE)
TRIGGER_TABLE = re.compile(r"^create trigger .*?\bon (core\.\w+)", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"^-- Key: (.*)\.$", re.MULTILINE)
NOT_TOUCHED = re.compile(r"^-- Not touched by (\S+):", re.MULTILINE)
TOUCHED = re.compile(r"^-- Touched by (\S+):.*\n", re.MULTILINE)


class SqlDefinition(NamedTuple):
    """A file, by its path in the package, and its text."""

    file: str
    sql: str

    @property
    def description(self) -> str:
        """The comment above the statement, as one line."""
        return " ".join(COMMENT.findall(self.sql.partition("create ")[0]))

    @property
    def kind(self) -> str | None:
        """view, function, or table for a kept one; None for a file that makes none of them."""
        made = MADE.search(self.sql)
        return made and made[1]

    @property
    def sources(self) -> set[str]:
        """The names of the relations and functions that it uses."""
        return set(SOURCE.findall(without_comments(self._statement)))

    @property
    def tables(self) -> set[str]:
        """The names of the tables of core that it uses."""
        return set(TABLE.findall(without_comments(self._statement)))

    @property
    def trigger_tables(self) -> list[str]:
        """The tables that its triggers are on."""
        return TRIGGER_TABLE.findall(self.sql)

    @property
    def query(self) -> str:
        """The query whose rows a kept table holds."""
        return CREATE_TABLE.split(self._parts[0])[1]

    @property
    def indexes(self) -> list[str]:
        """The statements that make the indexes of a kept table."""
        return [part for part in self._parts[1:] if not TOUCHED.search(part)]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns by which a kept table is made anew: all are grouped or partitioned by."""
        found = KEY.search(self.sql)
        return tuple(found[1].split(", ")) if found else ()

    @property
    def touched_by(self) -> dict[str, str]:
        """By what the rows of a kept table are touched: a query for their keys each."""
        found = [(TOUCHED.search(part), part) for part in self._parts[1:]]
        return {match[1]: part for match, part in found if match}

    @property
    def not_touched_by(self) -> set[str]:
        """What a kept table is made of but need not follow; the file says why."""
        return set(NOT_TOUCHED.findall(self.sql))

    @property
    def _statement(self) -> str:
        return self._parts[0] if self.kind == "table" else self.sql

    @property
    def _parts(self) -> list[str]:
        # A semicolon may end a line of a comment, but no paragraph.
        return self.sql.split(";\n\n")


def without_comments(sql: str) -> str:
    """The statement alone."""
    return re.sub("--.*", "", sql)


@cache
def definitions() -> dict[str, SqlDefinition]:
    """Every definition of the package, by the name of what it makes with its schema."""
    return {
        f"{schema_name}.{file.name.removesuffix('.sql')}": SqlDefinition(
            f"{folder}/{file.name}", file.read_text("utf-8")
        )
        for schema_name, folder, file in _files()
        if file.name.endswith(".sql")
    }


def creation_order() -> tuple[str, ...]:
    """The names such that each comes after those it uses."""
    return _ordered(tuple(definitions().items()))


@cache
def _ordered(known: tuple[tuple[str, SqlDefinition], ...]) -> tuple[str, ...]:
    names = {name for name, _definition in known}
    used = {name: names & definition.sources - {name} for name, definition in known}
    return tuple(TopologicalSorter(used).static_order())


def _files() -> Iterator[tuple[str, str, Traversable]]:
    """Each file of the folders of definitions, with its schema and its folder."""
    for schema_name in VIEW_SCHEMAS:
        for folder in files(views).joinpath(schema_name).iterdir():
            if folder.is_dir():
                for file in folder.iterdir():
                    yield schema_name, f"views/{schema_name}/{folder.name}", file
    for file in files(schema).joinpath("functions").iterdir():
        yield TABLES, "schema/functions", file
