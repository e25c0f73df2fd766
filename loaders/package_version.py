"""The version of the package that loads."""

from functools import cache
from importlib.metadata import version


# To read the metadata of the package takes longer than to ask the database what it knows of it.
@cache
def package_version() -> str:
    """The version that is installed."""
    return version("minzheng")
