import pytest
from support.databases import clone_of, template

from minzheng.loaders import run
from minzheng.outputs.lake.lake_writer import write_lake

# Figures of nation, provinces and counties, with rules, standards, metrics and reports that contest
# each other: enough for every relation that is derived to have rows.
SOURCES = (
    "zhaotong-2022-review",
    "yunnan-2020-poverty-alleviation",
    "census-2010-counties",
    "census-2020-counties",
    "mca-2021-bulletin",
    "nbs-national-quarterly-2022",
    "paper-2016-standards",
    "yearbook-2006-23-43",
    "yearbook-2009-22-49",
    "yunnan-2018-07-county-standards",
    "yunnan-2019-05-monthly",
    "yunnan-2020-01-monthly",
)


@pytest.fixture(scope="session")
def lake_template(server_url, reference_template):
    return template(server_url, "lake", load_some, reference_template)


def load_some(engine):
    list(run.load(engine, [path for path in run.bundled() if path.stem in SOURCES]))


lake_engine = clone_of("lake_template")
# One that no test changes.
same_lake_engine = clone_of("lake_template", "module")


@pytest.fixture
def lake(lake_engine, tmp_path):
    """A lake with some of the bundled figures, and their database."""
    folder = tmp_path / "lake"
    write_lake(lake_engine, folder)
    return folder


@pytest.fixture(scope="module")
def same_lake(same_lake_engine, tmp_path_factory):
    """A lake that no test changes."""
    folder = tmp_path_factory.mktemp("lake") / "lake"
    write_lake(same_lake_engine, folder)
    return folder
