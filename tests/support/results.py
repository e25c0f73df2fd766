"""Results of queries as psql prints them, with which pages and the tests of views are compared."""

import re
from decimal import Decimal

from wcwidth import wcswidth

AS_IT_IS = {"no_parameters": True}


def shown(value):
    """A value as psql shows it."""
    words = {None: "", True: "t", False: "f"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


def differs(connection, query, result):
    """What the query gives, as psql prints it, where that is not the result; an ellipsis in the
    result stands for anything. Nothing where they agree."""
    answer = connection.exec_driver_sql(query, execution_options=AS_IT_IS)
    names, rows = list(answer.keys()), answer.all()
    got = "\n".join(" | ".join(cells) for cells in [names, *([*map(shown, row)] for row in rows)])
    head, _line, *lines = result.splitlines() or ["", ""]
    wanted = "\n".join(re.sub(r" *[|] *", " | ", line.strip()) for line in [head, *lines])
    pattern = ".*".join(map(re.escape, wanted.split("…")))
    return None if re.fullmatch(pattern, got, re.DOTALL) else aligned(names, rows)


def aligned(names, rows):
    """The rows as psql prints them without their count: numbers to the right."""
    cells = [[*map(shown, row)] for row in rows]
    numeric = [
        any(_is_number(row[place]) for row in rows)
        and all(row[place] is None or _is_number(row[place]) for row in rows)
        for place in range(len(names))
    ]
    widths = [max(map(wcswidth, column)) for column in zip(names, *cells, strict=True)]
    head = " | ".join(_centred(name, width) for name, width in zip(names, widths, strict=True))
    line = "-+-".join("-" * width for width in widths)
    body = [
        " | ".join(
            " " * (width - wcswidth(cell)) + cell
            if right
            else cell + " " * (width - wcswidth(cell))
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        for row in cells
    ]
    return "\n".join([f" {head}".rstrip(), f"-{line}-", *(f" {row}".rstrip() for row in body)])


def _is_number(value):
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _centred(name, width):
    before = (width - wcswidth(name)) // 2
    return " " * before + name + " " * (width - wcswidth(name) - before)
