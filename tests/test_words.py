"""Names and punctuation, over the whole repository."""

import ast
import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Each subject has a module with its tables beside the module of what is done with it.
TABLES = ROOT / "schema"
PACKAGE = ("bench", "cli", "data", "database", "docs", "feeds", "loaders", "outputs", "views")

HAN = "[\u3400-\u9fff]"
# Between two Chinese characters, or a bracket beside one. A question mark is an unknown figure.
HALF_WIDTH = re.compile(rf"{HAN}[.,;:!] ?{HAN}|{HAN}\(|\){HAN}")
# A locator such as cell=行,列 is code.
CODE = re.compile(r"`[^`]*`|\b\w+=[^\s\"'(]+")
# In the place of a value there may be anything, as in a Chinese sentence.
VALUE = re.compile(r"%s|\{\w*\}")
# Our own words; names and titles are as their sources print them.
TEXTS = ("definition", "message", "meaning", "note", "name_zh", "text")


def modules():
    folders = [ROOT / name for name in PACKAGE]
    files = [
        file for folder in folders for file in folder.rglob("*.py") if "build" not in file.parts
    ]
    return [file for file in files if file.name not in ("__init__.py", "__main__.py")]


def repeated(places):
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_two_modules_have_one_name():
    places = defaultdict(list)
    for file in modules():
        places[file.stem].append(str(file.relative_to(ROOT)))
    assert repeated(places) == {}


def test_no_two_classes_have_one_name():
    places = defaultdict(list)
    for file in [*modules(), *TABLES.glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(file.relative_to(ROOT)))
    assert repeated(places) == {}


def test_code_says_program():
    names = [str(file.relative_to(ROOT)) for file in modules()]
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names += [node.id] if isinstance(node, ast.Name) else []
            names += [node.name] if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
    assert [name for name in names if "programme" in name.lower()] == []


def chinese_texts(file):
    """The lines of a file, or of a CSV file the texts of each row, with the number of the line."""
    if file.suffix != ".csv":
        yield from enumerate(file.read_text("utf-8").splitlines(), 1)
        return
    with file.open(encoding="utf-8", newline="") as opened:
        for number, row in enumerate(csv.DictReader(opened), 2):
            # A list that says what English notes say in Chinese.
            is_of_both = "note_zh" in row
            for column in TEXTS:
                yield number, row.get(f"{column}_zh" if is_of_both else column) or ""


def is_half_width(text):
    """Whether Chinese in a text has the punctuation of English."""
    return re.search(HAN, text) and HALF_WIDTH.search(VALUE.sub("值", CODE.sub("", text)))


@pytest.mark.parametrize(
    ("folder", "suffixes"),
    [
        ("cli", ".py .sql"),
        ("data", ".csv .toml"),
        ("docs", ".md .py .d2"),
        ("feeds", ".py .sql"),
        ("outputs", ".py .sql .toml .csv .js .html"),
        ("schema", ".py .csv"),
        ("views", ".sql .csv .md"),
    ],
)
def test_chinese_has_full_width_punctuation(folder, suffixes):
    files = [file for file in (ROOT / folder).rglob("*") if file.suffix in suffixes.split()]
    wrong = [
        f"{file.relative_to(ROOT)}:{number}: {text.strip()}"
        for file in sorted(files)
        if not {"build", "vendor", "reference"} & set(file.parts)
        for number, text in chinese_texts(file)
        if is_half_width(text)
    ]
    assert wrong == []


def test_the_readme_has_full_width_punctuation():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert [line for line in lines if is_half_width(line)] == []
