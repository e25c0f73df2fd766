"""Tables of text, and the answers to the queries of ``cli/queries`` as such."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy import Engine
from tabulate import tabulate

from ..database.statements import execute

QUERIES = f"{__package__}.queries"


def text_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Text in columns; numbers with all digits that the database gives, aligned to the right."""
    return tabulate([list(map(_plain, row)) for row in rows], headers=list(header))


def query_table(engine: Engine, name: str, header: Sequence[str]) -> str:
    """The answer to one of the queries."""
    with engine.connect() as connection:
        rows = execute(connection, QUERIES, name)
        return text_table(header, [tuple(row) for row in rows])


def _plain(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value
