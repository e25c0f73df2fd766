import pytest
from support.databases import clone_of

# A database with the lists of the package and no figure.
lists_engine = clone_of("reference_template", scope="session")


@pytest.fixture
def lists(lists_engine):
    """A connection to it, of which nothing stays."""
    with lists_engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
