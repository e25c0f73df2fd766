import pytest
from support.databases import new_database


@pytest.fixture(scope="session")
def lists_engine(server_url, reference_template):
    """A database with the lists of the package and no figure."""
    with new_database(server_url, reference_template) as engine:
        yield engine


@pytest.fixture
def lists(lists_engine):
    """A connection to it, of which nothing stays."""
    with lists_engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
