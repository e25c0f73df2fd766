import ast
import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from minzheng import loaders
from minzheng.loaders.files import NO_FAULT
from minzheng.loaders.printed import Qualifier
from minzheng.schema.codes import code_lists, codes, list_of

LOADERS = Path(loaders.__path__[0])
WORD = re.compile(r"[a-z]+(_[a-z]+)*")

# In SQL a reason stands before its message, or is one of the cases of a column.
MESSAGE = r"(?:coalesce\(|concat(?:_ws)?\(|format\(|'[^',]* [^']*'|[\w.]+ \|\| ')"
BEFORE_MESSAGE = re.compile(rf",\s*'([a-z_]+)',\s*{MESSAGE}")
CASES = re.compile(
    rf"\bcase\b((?:(?!\bcase\b).)*?)\bend\)?(?: as (?:fault|reason)\b|,\s*{MESSAGE})", re.DOTALL
)
# Which argument of a call is a reason.
ARGUMENT = {"Rejection": 3, "Reject": 3, "TableProblem": 2, "Unresolved": 0}


def reasons_in_sql(statement):
    """The reasons that a statement gives."""
    statement = re.sub("--.*", "", statement)
    cases = "".join(CASES.findall(statement))
    return {*BEFORE_MESSAGE.findall(statement), *re.findall(r"(?:then|else)\s+'(\w+)'", cases)}


def reasons_in_python(module):
    """The reasons that a module gives, also in its SQL: by calls, by pairs with a message, by
    the exceptions that they stand for."""
    for node in ast.walk(ast.parse(module)):
        match node:
            case ast.Call(func=ast.Name(name), args=arguments) if name in ARGUMENT:
                yield from words(arguments[ARGUMENT[name] : ARGUMENT[name] + 1])
            case ast.Tuple(elts=[reason, message]) if is_message(message):
                yield from words([reason])
            case ast.Dict(keys=[ast.Name(), *_], values=values):
                yield from words(values)
            case ast.keyword(arg="agreeing", value=value):
                yield from words([value])
            case ast.Assign(targets=[ast.Name("reason")], value=value):
                yield from words(ast.walk(value))
            case ast.Constant(str(value)) if "select" in value:
                yield from reasons_in_sql(value)


def words(nodes):
    for node in nodes:
        if isinstance(node, ast.Constant) and WORD.fullmatch(str(node.value)):
            yield node.value


def is_message(node):
    match node:
        case ast.Constant(str(value)):
            return " " in value
        case ast.Name(name):
            return name == "message"
        case _:
            return isinstance(node, ast.JoinedStr)


def given():
    """Every reason that a loader gives, with a file that gives it."""
    for path in LOADERS.rglob("*.py"):
        yield from ((reason, path.name) for reason in reasons_in_python(path.read_text("utf-8")))
    for path in LOADERS.rglob("*.sql"):
        yield from ((reason, path.name) for reason in reasons_in_sql(path.read_text("utf-8")))


def test_every_reason_that_a_loader_gives_is_explained():
    found = dict(given())
    assert found.keys() - set(codes("reason", "reject")) == set()


def test_every_reason_that_is_explained_is_given_by_a_loader():
    assert set(codes("reason", "reject")) - dict(given()).keys() == set()


@pytest.mark.parametrize(
    "module",
    [
        'Rejection(1, "area", None, "never_heard_of", message)',
        'TableProblem("cell=1,1", "12", "never_heard_of", "…")',
        'def fault(): return "never_heard_of", f"{text} is odd"',
        'REASONS = {UnknownLabel: "never_heard_of"}',
        "QUERY = \"select line, 'area', area, 'never_heard_of', area || ' is odd' from staged\"",
        "QUERY = \"select case when low > high then 'never_heard_of' end as fault from staged\"",
    ],
)
def test_a_reason_that_is_not_explained_is_found(module):
    assert set(reasons_in_python(module)) - set(codes("reason", "reject")) == {"never_heard_of"}


def test_a_reason_that_is_not_explained_is_not_kept(connection):
    refused = text("""
        with run as (
            insert into ops.load_run (command, version, host) values ('load', '0', 'here')
            returning load_run_id
        ),

        file as (
            insert into ops.load_file (
                load_run_id, name, outcome, read, added, revised, withdrawn, unchanged, rejected,
                seconds
            )
            select load_run_id, 'x.csv', 'refused', 1, 0, 0, 0, 0, 1, 0 from run
            returning load_file_id
        )

        insert into ops.reject (load_file_id, line, column_name, reason, message, "row")
        select load_file_id, 1, 'area', 'never_heard_of', '', '{}' from file
    """)
    with pytest.raises(IntegrityError, match="reject_reason_check"):
        connection.execute(refused)


def test_what_makes_no_file_wrong_is_a_reason():
    assert set(NO_FAULT) <= set(codes("reason", "reject"))


def test_every_code_is_explained_once_in_both_languages():
    for key, listed in code_lists().items():
        assert len({line.code for line in listed}) == len(listed), key
        for line in listed:
            assert re.search("[一-龥]", line.meaning), line
            assert re.search("[A-Za-z]", line.meaning_en), line


def test_hedges_are_read_and_kept_by_the_same_codes():
    assert codes("qualifier") == tuple(Qualifier)


def test_a_column_has_the_codes_of_its_table_or_those_of_its_name():
    assert list_of("basis", "indicator_alias") == ("basis", "indicator_alias")
    assert list_of("basis", "observation") == ("basis", "")
    assert list_of("base_basis", "comparison") == ("basis", "")
    with pytest.raises(KeyError):
        codes("never_heard_of")
