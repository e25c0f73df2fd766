import pytest


@pytest.fixture
def engine(reference_engine):
    """What feeds bring are figures, of what the reference lists know."""
    return reference_engine
