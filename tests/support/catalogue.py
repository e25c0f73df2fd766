"""What people are shown, extracted from the code, and the Chinese catalogue beside it.

``PYTHONPATH=tests python -m support.catalogue`` brings the catalogue to what the code says: new
texts are added without a translation, old ones go, and the compiled catalogue is written anew.
"""

import ast
import inspect
import io
import re
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
PO = ROOT / "locale" / "zh_CN" / "LC_MESSAGES" / "minzheng.po"
MO = PO.with_suffix(".mo")
MESSAGE = "message"
HAN = re.compile("[\u4e00-\u9fff]")

# Whose messages reach people through commands.
TELLING = ("database", "feeds", "loaders", "outputs")
# Their texts are for machines and logs: SQL, units of systemd, metrics, structures, fonts.
OWN_LANGUAGE = (
    "database/kept.py",
    "feeds/deployment_templates.py",
    "feeds/prometheus.py",
    "feeds/scheduler.py",
    "outputs/exports/sdmx/structure.py",
    "outputs/offline_page.py",
    "outputs/report/picture/drawing.py",
    "outputs/report/picture/fonts.py",
    "outputs/semantic/",
)
SQL = re.compile(
    r"\s*\(?(select|insert|update|delete|create|drop|alter|grant|revoke|analyze|copy|set|show|lock|"
    r"begin|with|do|read_parquet|inner join|line in|from staged|, explicit_cardinality|"
    r"comment on|case|coalesce|count|cast|to_char|daterange|int generated|"
    r"count\()\b|.*(\bunion all\b|\{\}|\{0\}|::|\bis null\b|= any\b|\bas staged\b| where $"
    r"|cast\(:|\bas \(select\b| limit \{|\\)",
    re.DOTALL | re.IGNORECASE,
)
PROSE = re.compile(r"[a-z]{2,} +[a-z]|[a-z]{3,}[ :]|^ ?[a-z]{2,}|[a-z]{3,} ?$")
# Texts of one word or so that are for programs.
FOR_PROGRAMS = re.compile(
    r"DejaVu|Last Resort|.*am/pm|yyyy-|color \d|axes fraction|offset points|90 min|"
    r"minzheng (content|schema|feed)|for path;|import sys;|network-online|not print$|"
    r"not unchanged|string_to_array|trim_scale|read committed|cell_change,|.* as (link|member)$|"
    r".*concat_ws| as |area code|what happened$|other part$|not what is$|a ratio$|No filter$|"
    r"minzheng \{version\}|\{os\} -m pip|"
    r"[\w ={]*(column|columns|row|first_row|area|period|sheet) = [{1]",
    re.DOTALL,
)
# What messages are made of beside the sentences of the code: single words, and sentences of SQL.
PARTS = (
    "encrypted",
    "differs",
    "lacks",
    "no bound",
    "row",
    "column",
    "area",
    "breakdown",
    "indicator",
    "metric",
    "programme",
    "source",
    "unit",
    "is the user of this command",
    "may do more than read",
    "is a member of other roles",
    "owns something",
    "the role {role}",
    "{program}, the role {role}",
    "{who}, from {host}, process {process} of the server, since {time}",
    "{who}, process {process} of the server, since {time}",
    "the period must have a first and a last day",
    "the period ends before it starts, on {day}",
    "{unit} cannot be converted to {other}, the unit of {indicator}",
    "a figure of basis {basis} is of one day, not of {first} to {last}",
    "{value} is not between {low} and {high}, the bounds of {indicator}",
    "the same indicator, area, breakdown and period as on line {line}",
    "the same indicator, area, breakdown and period as at {place}",
    "printed must not be empty",
    "indicator must not be empty",
    "{code} is the code of an earlier line too",
    "{code} is the key of a unit that had another code, or none, on that day",
    "{code} is not the code of an administrative unit or set",
    "{code} is not in {table}",
    "{code} is not an SDMX observation status",
)
# Calls whose texts are for the log, types or patterns.
NOT_SHOWN = {"cast", "compile", "log", "debug", "info", "warning", "exception", "sql", "TypeVar"}


def shown_by_commands():
    """Each text of the commands and of click, with its plural if it has one."""
    for file in sorted((ROOT / "cli").rglob("*.py")):
        yield from marked(file)
        yield from helped(file)
    for file in sorted(Path(click.__file__).parent.glob("*.py")):
        yield from marked(file)


def marked(file):
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    with file.open("rb") as source:
        for _line, text, _comments, _context in extract("python", source, keywords):
            yield text


def helped(file):
    """The help of commands and of their options, and what stands for the values of these."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg in ("help", "metavar"):
            yield ast.literal_eval(node.value)
        if isinstance(node, ast.FunctionDef) and any(map(is_command, node.decorator_list)):
            text = ast.get_docstring(node, clean=False)
            # As click has it before it wraps lines. A command that another makes has its help.
            if text is not None:
                yield inspect.cleandoc(text)


def is_command(decorator):
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    # Commands that differ in their words alone are made by a function of their module.
    return name_of(called) in ("command", "group", "command_for")


def messages():
    """Each sentence of the package beside the commands, with names for the values in it."""
    for file in [ROOT / "errors.py", *(one for name in TELLING for one in files_of(name))]:
        tree = ast.parse(file.read_text("utf-8"))
        skipped = set(not_shown(tree))
        for node in ast.walk(tree):
            if id(node) not in skipped and (text := text_of(node)) and is_prose(text):
                yield text


def files_of(package):
    for file in sorted((ROOT / package).rglob("*.py")):
        name = str(file.relative_to(ROOT))
        if not name.startswith(OWN_LANGUAGE):
            yield file


def not_shown(tree):
    """Docstrings, names in types, texts for the log, and the parts of a text that has values."""
    for node in ast.walk(tree):
        hidden = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden = [node.value]
        elif isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation:
            hidden = [node.annotation]
        elif isinstance(node, ast.FunctionDef) and node.returns:
            hidden = [node.returns]
        elif isinstance(node, ast.JoinedStr):
            hidden = [part for part in node.values if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Call) and (
            name_of(node.func) in NOT_SHOWN or name_of(getattr(node.func, "value", None)) == "LOG"
        ):
            hidden = node.args
        elif isinstance(node, ast.Subscript):
            hidden = [node.slice]
        elif isinstance(node, (ast.Call, ast.Tuple)) and any(map(is_chinese, parts_of(node))):
            # The other language stands beside it.
            hidden = [part for part in parts_of(node) if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.keyword) and node.arg == "meaning_en":
            # Chinese stands beside it.
            hidden = [node.value]
        for one in hidden:
            yield from map(id, ast.walk(one)) if not isinstance(one, ast.Constant) else [id(one)]


def parts_of(node):
    return node.args if isinstance(node, ast.Call) else node.elts


def is_chinese(node):
    return isinstance(node, ast.Constant) and bool(HAN.search(str(node.value)))


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("{", "{{").replace("}", "}}") if "{" in node.value else node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    taken, words = [], []
    for part in node.values:
        if isinstance(part, ast.Constant):
            words.append(part.value.replace("{", "{{").replace("}", "}}"))
            continue
        name = value_name(part.value)
        while name in taken:
            name += "_2"
        taken.append(name)
        words.append(f"{{{name}}}")
    return "".join(words)


def value_name(expression):
    """What the value is called: the last name in the expression."""
    for kind in (ast.Name, ast.Attribute):
        if isinstance(expression, kind):
            return name_of(expression).lower()
    names = [
        name_of(node).lower()
        for node in ast.walk(expression)
        if isinstance(node, (ast.Name, ast.Attribute))
    ]
    return next((one for one in reversed(names) if one not in ("join", "str", "len", "x")), "value")


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_prose(text):
    words = re.sub(r"\{\w+\}", "", text)
    if HAN.search(words):
        # It is in both languages.
        return False
    has_letters = re.search(r"[A-Za-z]{2,}", words) is not None
    return has_letters and " " in text.strip() and not is_code(text) and bool(PROSE.search(words))


def is_code(text):
    return bool(SQL.match(text) or FOR_PROGRAMS.match(text))


def extracted():
    """The catalogue as the code has it, without translations."""
    found = Catalog(
        locale="zh_CN",
        header_comment="# What the command says, in Chinese.",
        project="minzheng",
        version="0",
        msgid_bugs_address="-",
        last_translator="the minzheng developers",
        language_team="zh_CN",
        fuzzy=False,
    )
    for text in shown_by_commands():
        found.add(text if isinstance(text, str) else tuple(text[:2]))
    for text in messages():
        found.add(text, context=MESSAGE)
    for text in PARTS:
        found.add(text, context=MESSAGE)
    return found


def translations():
    with PO.open("rb") as source:
        return read_po(source, locale="zh_CN")


def compiled(catalogue):
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def write():
    found = extracted()
    if PO.exists():
        before = translations()
        # Only what is said changes the file, not the day on which it was looked at.
        found.creation_date, found.revision_date = before.creation_date, before.revision_date
        for message in before:
            if message.id and (new := found.get(message.id, message.context)):
                new.string = message.string
    with PO.open("wb") as out:
        write_po(out, found, sort_output=True, no_location=True, width=100)
    MO.write_bytes(compiled(found))


if __name__ == "__main__":
    write()
