"""The layout shows the architecture: imports go down the house, and never round in it."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import minzheng

ROOT = Path(minzheng.__file__).parent
FOLDERS = ("cli", "database", "feeds", "loaders", "outputs", "schema", "views")


def module_of(path):
    """As imports name it: a package by its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports_of(path, modules):
    """The modules of the package that one imports from, in functions and for types too."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            name = (*base, *(node.module.split(".") if node.module else ()))
            for alias in node.names:
                found = (*name, alias.name) if (*name, alias.name) in modules else name
                yield found


def circle_in(graph):
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_modules_import_each_other_in_a_circle():
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    modules = {module_of(path) for path in paths}
    graph = {
        module_of(path): {name for name in imports_of(path, modules) if name != module_of(path)}
        for path in paths
    }
    assert sum(map(len, graph.values())) > 500
    assert not circle_in(graph)


def test_a_circle_is_found():
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})
