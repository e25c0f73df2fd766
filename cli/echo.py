"""Prints to the terminal; what a file or the database says cannot control it."""

import click

from ..printable import printable


def echo(text: object = "", *, err: bool = False) -> None:
    click.echo(printable(str(text)), err=err)
