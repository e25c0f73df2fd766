import pytest

from minzheng.outputs.exports import Request, export
from minzheng.outputs.queries import Query


@pytest.fixture
def export_as(bundled, tmp_path):
    """Export an answer in a format; its folder."""

    def of(format_name, relation, **values):
        # A test may export several times.
        folder = tmp_path / f"{format_name}-{len(list(tmp_path.iterdir()))}"
        export(bundled.engine, Request(Query(relation, values), format_name), folder)
        return folder

    return of
