import pytest
from sqlalchemy.exc import StatementError

from minzheng.database import statements


@pytest.fixture
def execute(connection, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    statements.read.cache_clear()

    def executing(sql, values):
        (tmp_path / "some_statements").mkdir()
        (tmp_path / "some_statements" / "query.sql").write_text(sql, "utf-8")
        return statements.execute(connection, "some_statements", "query", values).one()

    return executing


def test_a_parameter_is_bound_by_its_whole_name(execute):
    values = {"source": "left out", "source_id": 7}
    assert execute("select cast(:source_id as int) as source", values) == (7,)


def test_a_colon_that_begins_no_name_is_no_parameter(execute):
    assert execute("select '12:30'::text, '{1,2}'::int[]", {"text": 1}) == ("12:30", [1, 2])


def test_a_parameter_without_a_value_is_an_error(execute):
    with pytest.raises(StatementError, match="source"):
        execute("select cast(:source as text)", {"source_id": 7})
