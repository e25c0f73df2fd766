"""The reference pages of the documentation, from a loaded database and the commands."""

from pathlib import Path

from sqlalchemy import Connection

from . import (
    codes,
    column_table,
    commands,
    diagrams,
    mart,
    programs,
    rules,
    sources,
    tables,
)


def pages(connection: Connection) -> dict[str, str]:
    """The text of every page (.md) and diagram (.d2), by file."""
    modules = (mart, column_table, tables, programs, rules, sources, codes)
    made = [module.pages(connection) for module in modules]
    flow = {"flow.d2": Path(__file__).parent.with_name("flow.d2").read_text("utf-8")}
    return {file: text for found in [*made, commands.pages(), flow] for file, text in found.items()}


def write(connection: Connection, folder: Path) -> None:
    """Write the pages into a folder, and draw the diagrams."""
    made = pages(connection)
    for file, text in made.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            path.write_text(text, encoding="utf-8")
    diagrams.draw({file: text for file, text in made.items() if file.endswith(".d2")}, folder)
