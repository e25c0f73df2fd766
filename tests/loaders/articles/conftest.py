from datetime import date

import pytest

from minzheng.loaders.articles.reader import read_lists

AREA, PUBLISHED = "530600", date(2023, 2, 10)


@pytest.fixture(scope="session")
def reader(bundled):
    """Reads by the lists and figures that are bundled."""
    return read_lists(bundled)


@pytest.fixture(scope="session")
def read(reader):
    """Reads a text of a city: its proposals by what is printed."""

    def by_print(text, area=AREA, published=PUBLISHED):
        return {one.printed: one for one in reader.read(text, area, published)}

    return by_print
