"""Values of options of the form NAME=VALUE."""

from collections.abc import Iterable
from gettext import gettext as _

import click


def parse_pairs(given: Iterable[str], form: str) -> list[tuple[str, str]]:
    """The name and the value of each; ``form`` is what the help of the option says of them."""
    pairs = []
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            words = _("{text!r} is not of the form {form}")
            raise click.BadParameter(words.format(text=text, form=form))
        pairs.append((name.strip(), value))
    return pairs
