"""What a command imports: no more than it needs, since most of its time goes into that."""

import subprocess
import sys

import pytest

RUN = """
import sys
from minzheng.cli import main

sys.argv = ["minzheng", *{arguments}]
try:
    main()
except SystemExit:
    pass
print("imported:", *sorted({{name.split(".")[0] for name in sys.modules}}))
print("imported:", *sorted(name for name in sys.modules if name.startswith("minzheng.")))
"""


@pytest.fixture
def reference_url(reference_engine):
    return reference_engine.url.render_as_string(hide_password=False)


def imported_by(*arguments):
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(arguments=list(arguments))],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("imported:")]
    return set(" ".join(lines).split())


def test_the_version_is_printed_without_a_library_for_databases():
    assert imported_by("--version").isdisjoint({"sqlalchemy", "psycopg", "alembic", "pandas"})


@pytest.mark.parametrize("form", [["--json"], ["--force"]])
def test_articles_are_read_without_what_migrates(form, reference_url, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text("全市有养老机构12个。", encoding="utf-8")
    names = imported_by("--database", reference_url, "read", str(text), *form)
    assert "minzheng.loaders.articles.reader" in names
    assert names.isdisjoint({"alembic", "pandas", "tabulate", "minzheng.database.migrating"})


def test_articles_are_read_without_the_models_of_tables(reference_url, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text("全市有养老机构12个。", encoding="utf-8")
    names = imported_by("--database", reference_url, "read", str(text), "--json")
    assert names.isdisjoint({"minzheng.schema", "minzheng.loaders.run", "minzheng.outputs.review"})
    # Nor what reads tables and pages.
    assert names.isdisjoint({"lxml", "selectolax", "xlrd", "minzheng.loaders.sheets.context"})
