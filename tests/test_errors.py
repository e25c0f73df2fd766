import importlib
import pkgutil

import click

import minzheng
from minzheng.errors import MinzhengError

# alembic alone can import its environment, and Spark is installed apart.
ELSEWHERE = (
    "minzheng.__main__",
    "minzheng.migrations.env",
    "minzheng.outputs.lake.spark_engine",
)


def modules():
    """Every module of the package that its libraries for tests can import."""
    for found in pkgutil.walk_packages(minzheng.__path__, "minzheng."):
        if found.name not in ELSEWHERE:
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
