"""Prints to the terminal; what a file or the database says cannot control it."""

import click

from ..printable import printable


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a text without secrets."""
    click.echo(printable(str(text)), err=err)


def echo_address(address: str) -> None:
    """Print an address for which the user asked, with the password that it may have."""
    click.echo(address)
