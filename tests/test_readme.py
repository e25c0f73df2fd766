"""README.md: its queries give the results that stand below them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from minzheng.server import programs

README = Path(__file__).parents[1] / "README.md"
QUERIES = re.findall(r"```sql\n(.*?)```\n```\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="session")
def psql(bundled, tmp_path_factory):
    program = shutil.which("psql")
    if program is None:
        copies = tmp_path_factory.mktemp("programs")
        program = str(programs.reachable(copies) / "psql")
    address = bundled.engine.url.set(drivername="postgresql")

    def run(query):
        command = [program, "--no-psqlrc", address.render_as_string(hide_password=False)]
        environment = {"LC_ALL": "C.UTF-8", "PGCLIENTENCODING": "UTF8"}
        done = subprocess.run(
            command, input=query, env=environment, capture_output=True, text=True, check=True
        )
        return lines(done.stdout)

    return run


def lines(text):
    """Without blanks at the ends and the count of rows, which the README leaves out."""
    found = [line.rstrip() for line in text.splitlines()]
    return [line for line in found if line and not re.fullmatch(r"\(\d+ rows?\)", line)]


def test_there_are_five_queries_with_their_results():
    assert len(QUERIES) >= 5


@pytest.mark.parametrize(("query", "result"), QUERIES, ids=[query[:40] for query, _ in QUERIES])
def test_a_query_of_the_readme_gives_its_result(psql, query, result):
    assert psql(query) == lines(result)
