"""The SQL files of views and functions, each named for what it makes.

``views/mart/figures/value.sql`` makes mart.value; folders group by what is answered.
``schema/functions/keep_area_labels.sql`` makes core.keep_area_labels and its triggers.
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

# What a relation is made of: every name after a schema of views.
SOURCE = re.compile(r"\b((?:mart|calc)\.\w+)")
COMMENT = re.compile(r"^-- ?(.*)", re.MULTILINE)
MADE = re.compile(r"^create (view|function) ", re.MULTILINE)
TRIGGER_TABLE = re.compile(r"^create trigger .*?\bon (core\.\w+)", re.MULTILINE | re.DOTALL)


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
        """view or function; None for a file that makes neither."""
        made = MADE.search(self.sql)
        return made and made[1]

    @property
    def sources(self) -> set[str]:
        """The names of the relations and functions that it uses."""
        return set(SOURCE.findall(re.sub("--.*", "", self.sql)))

    @property
    def trigger_tables(self) -> list[str]:
        """The tables that its triggers are on."""
        return TRIGGER_TABLE.findall(self.sql)


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


def creation_order() -> list[str]:
    """The names such that each comes after those it uses."""
    known = definitions()
    used = {name: known.keys() & known[name].sources - {name} for name in known}
    return list(TopologicalSorter(used).static_order())


def _files() -> Iterator[tuple[str, str, Traversable]]:
    """Each file of the folders of definitions, with its schema and its folder."""
    for schema_name in VIEW_SCHEMAS:
        for folder in files(views).joinpath(schema_name).iterdir():
            if folder.is_dir():
                for file in folder.iterdir():
                    yield schema_name, f"views/{schema_name}/{folder.name}", file
    for file in files(schema).joinpath("functions").iterdir():
        yield TABLES, "schema/functions", file
