import pytest
from support.databases import new_database


@pytest.fixture(scope="session")
def lists(server_url, reference_template):
    """A connection to the reference lists of the package, to read."""
    with new_database(server_url, reference_template) as engine, engine.connect() as connection:
        yield connection
