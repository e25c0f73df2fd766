import pytest
from generator import pages


@pytest.fixture(scope="session")
def reference(bundled):
    """The pages that are generated, by file."""
    return pages(bundled)
