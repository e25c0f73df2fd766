"""Prints to the terminal: whatever a file or the database says, it commands no terminal."""

import click

from ..printable import printable


def echo(text: object = "", *, err: bool = False) -> None:
    click.echo(printable(str(text)), err=err)
