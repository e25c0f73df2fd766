"""Types of arguments and options that name files and folders."""

from pathlib import Path

import click

PATH = click.Path(path_type=Path)
EXISTING = click.Path(exists=True, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
