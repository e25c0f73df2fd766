"""Generates the reference pages of the documentation from a loaded database and the commands."""

from pathlib import Path

from sqlalchemy import Connection

from . import (
    code_page,
    column_page,
    command_page,
    diagrams,
    mart_pages,
    program_pages,
    role_page,
    rule_page,
    source_page,
    table_pages,
)
from .words import ENGLISH, Language


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    """The text of every page (.md) and diagram (.d2) in a language, by file."""
    modules = (
        mart_pages,
        column_page,
        table_pages,
        program_pages,
        rule_page,
        source_page,
        code_page,
        role_page,
    )
    generated = [module.pages(connection, language) for module in modules]
    flow = {"flow.d2": Path(__file__).parent.with_name("flow.d2").read_text("utf-8")}
    parts = [*generated, command_page.pages(language), flow]
    return {file: text for part in parts for file, text in part.items()}


def write(generated: dict[str, str], chinese: dict[str, str], folder: Path) -> None:
    """Write pages in both languages into a folder, and draw the diagrams, which have no words."""
    for suffix, texts in ((".md", generated), (".zh.md", chinese)):
        for file, text in texts.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".md":
                path.with_suffix(suffix).write_text(text, encoding="utf-8")
    diagrams.draw({file: text for file, text in generated.items() if file.endswith(".d2")}, folder)
