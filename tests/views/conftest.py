import pytest
from support.databases import WORKER, new_database

from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS


@pytest.fixture(scope="session")
def lists_engine(server_url, migrated_template):
    """A database with the lists of the package and no figure."""
    name = f"minzheng_lists{WORKER}"
    with new_database(server_url, name, template_dbname=migrated_template) as engine:
        lists = [path for path in run.bundled() if path.stem in LISTS]
        for result in run.load(engine, lists):
            assert not result.rejects
        yield engine


@pytest.fixture
def lists(lists_engine):
    """A connection to it, of which nothing stays."""
    with lists_engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
