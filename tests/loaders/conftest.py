import pytest
from support.loading import SOURCE, know_tables


@pytest.fixture
def database(reference_engine, tmp_path):
    """The reference lists, no figures, and some-county-2022, a source that is an official table."""
    know_tables(reference_engine, tmp_path, SOURCE)
    return reference_engine
