"""Prints to the terminal; what a file or the database says cannot control it."""

import json
from collections.abc import Callable

import click

from ..printable import printable, printable_json


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a text without secrets."""
    click.echo(printable(str(text)), err=err)


def echo_json(
    data: object, *, indent: int, default: Callable[[object], object] | None = None
) -> None:
    """Print data as JSON without secrets; ``default`` makes of a value what JSON knows."""
    plain = json.loads(json.dumps(data, default=default))
    click.echo(printable_json(plain, indent=indent))


def echo_address(address: str) -> None:
    """Print an address for which the user asked, with the password that it may have."""
    click.echo(address)
