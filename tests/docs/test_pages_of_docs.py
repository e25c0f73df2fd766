"""The documentation speaks of everything there is, and what it shows is so."""

import csv
import re
import tomllib
from pathlib import Path

import pytest
from generator import code_page, command_page
from generator.catalog import relation_anchor
from generator.navigation import navigation
from sqlalchemy import text
from support import results

from minzheng import data
from minzheng.cli import main
from minzheng.schema.codes import code_lists, codes, list_of

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
WRITTEN = sorted((ROOT / "docs").glob("*.md"))
COMMANDS = {context.command_path: context.command for context in command_page.commands(main)}
DEFINED = {
    "indicators": "indicator",
    "metrics": "metric",
    "rules": "rule",
    "alerts": "alert",
    "analyses": "analysis",
    "programs": "program",
    "sources": "source",
    "dimensions": "dimension",
}


@pytest.fixture(scope="module")
def sections(reference):
    """The text of every section of the reference, by its target."""
    everything = "\n".join(reference.values())
    parts = re.split(r"^\(([\w.-]+)\)=$", everything, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_generated_pages_have_the_same_sections_in_both_languages(reference, reference_in_chinese):
    target = re.compile(r"^\([\w.-]+\)=$", re.MULTILINE)
    sections = {file: target.findall(text) for file, text in reference.items()}
    assert sections == {file: target.findall(text) for file, text in reference_in_chinese.items()}


def test_what_the_data_say_in_english_is_not_in_chinese_pages(bundled, reference_in_chinese):
    english = bundled.scalars(
        text("""
            select definition_en from mart.indicator
            union all select definition_en from core.rule
            union all select split_part(obj_description(oid, 'pg_class'), ' / ', 2)
            from pg_class where relnamespace = 'mart'::regnamespace and relkind = 'v'
        """)
    ).all()
    everything = "\n".join(reference_in_chinese.values()).replace("\\", "")
    assert len(english) > 100
    assert [words for words in english if words and words in everything] == []


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_help_and_a_section(path):
    assert COMMANDS[path].help
    assert f"## {path}\n" in command_page.pages()["commands.md"]


def test_every_relation_and_column_is_described_in_both_languages(bundled, sections):
    columns = bundled.execute(
        text("""
            select table_schema || '.' || table_name as relation, column_name, (
                select col_description(oid, ordinal_position::int)
                from pg_class
                where relnamespace = table_schema::regnamespace and relname = table_name
            ) as comment
            from information_schema.columns
            where table_schema in ('core', 'ops', 'mart') and table_name <> 'alembic_version'
        """)
    ).all()
    assert len(columns) > 700
    for relation, column, comment in columns:
        described = sections[relation_anchor(relation)].replace("\\", "")
        (row,) = re.findall(rf"^\| `{column}` \|.*$", described, flags=re.MULTILINE)
        assert row.endswith(f"| {comment.replace(' / ', ' | ', 1)} |")


@pytest.mark.parametrize("name", DEFINED)
def test_everything_that_data_define_has_a_section_with_its_words(sections, name):
    with open(f"{data.__path__[0]}/{name}.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        described = sections[f"{DEFINED[name]}-{line['code'].replace('_', '-')}"].replace("\\", "")
        words = ("name", "name_en", "definition", "definition_en", "title")
        assert all(line[word] in described for word in words if word in line), line["code"]
        assert line.get("example", "") in described


def test_every_code_that_a_column_allows_is_explained_and_no_other():
    explained = {(*key, line.code) for key, lines in code_lists().items() for line in lines}
    allowed = {
        (*list_of(column, table.split(".")[1]), code)
        for (table, column), listed in code_page.allowed().items()
        for code in listed
    }
    assert explained == allowed


def test_every_kind_of_metric_is_explained_where_metrics_are():
    page = (ROOT / "docs" / "derived.md").read_text("utf-8")
    assert [kind for kind in codes("kind", "metric") if f"\n| `{kind}` |" not in page] == []


def test_every_page_has_a_place_in_the_navigation():
    found = {page.stem for page in WRITTEN} | {"rules-of-thumb"}
    listed = [line for tree in navigation(found) for line in tree.splitlines()]
    assert found - {"index"} == {line for line in listed if line in found}


def queries():
    """The queries of pages that are followed by a result, with both."""
    block = re.compile(r"^```sql\n(.*?)^```\n+```\n(.*?)^```", re.MULTILINE | re.DOTALL)
    for page in (README, *WRITTEN):
        for number, found in enumerate(block.findall(page.read_text("utf-8")), 1):
            yield pytest.param(*found, id=f"{page.name}-{number}")


@pytest.mark.parametrize(("query", "result"), [*queries()])
def test_a_query_of_a_page_gives_the_result_below_it(bundled, query, result):
    assert results.differs(bundled, query, result) is None


def test_every_folder_of_the_package_has_its_place_in_the_architecture():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = [name.split(".") for name in project["tool"]["setuptools"]["packages"]]
    described = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert [name[1] for name in packages if name[1:] and f"`{name[1]}/`" not in described] == []


@pytest.mark.parametrize("page", [README, *WRITTEN], ids=lambda page: page.name)
def test_links_to_files_of_the_repository_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
