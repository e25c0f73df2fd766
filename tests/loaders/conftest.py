import pytest
from support.databases import clone_of, template
from support.loading import SOURCE, know_tables


@pytest.fixture(scope="session")
def source_template(server_url, reference_template, tmp_path_factory):
    def make(engine):
        know_tables(engine, tmp_path_factory.mktemp("sources"), SOURCE)

    return template(server_url, "source", make, reference_template)


# The reference lists, no figures, and some-county-2022, a source that is an official table.
database = clone_of("source_template")
# The same for files that are refused, which leave nothing.
untouched = clone_of("source_template", scope="module")
