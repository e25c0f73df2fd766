import pytest
from generator import pages
from generator.words import CHINESE


@pytest.fixture(scope="session")
def reference(bundled):
    """The pages that are generated, by file."""
    return pages(bundled)


@pytest.fixture(scope="session")
def reference_in_chinese(bundled):
    return pages(bundled, CHINESE)
