import importlib
import pkgutil

import click

import minzheng
from minzheng.errors import MinzhengError


def modules():
    """Every module of the package; alembic alone can import its environment."""
    for found in pkgutil.walk_packages(minzheng.__path__, "minzheng."):
        if found.name not in ("minzheng.__main__", "minzheng.migrations.env"):
            yield importlib.import_module(found.name)


def test_every_exception_of_the_package_derives_from_its_base():
    exceptions = {
        thing
        for module in modules()
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Exception)
        and thing.__module__.startswith("minzheng.")
    }
    assert len(exceptions) > 10
    assert {
        thing.__name__
        for thing in exceptions
        if not issubclass(thing, (MinzhengError, click.ClickException))
    } == set()
