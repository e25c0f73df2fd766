"""Notes below a table that say that its figures are not what their labels say."""

import pytest
from support.sheets import printed, reasons

TABLE = ("2023年昭通市民政统计", "指标|单位|数量", "城市低保人数|人|51", "农村低保人数|人|71")


@pytest.mark.parametrize(
    ("note", "refused"),
    [
        ("注：城市低保人数为新增人数。", {"cell=3,3": "other_meaning"}),
        ("注：农村低保人数为年均数。", {"cell=4,3": "other_meaning"}),
        ("注：本表为年初数。", dict.fromkeys(("cell=3,3", "cell=4,3"), "other_meaning")),
        ("注：人数为11月底数。", dict.fromkeys(("cell=3,3", "cell=4,3"), "several_periods")),
        ("备注：人数为1-11月数。", dict.fromkeys(("cell=3,3", "cell=4,3"), "several_periods")),
    ],
)
def test_a_note_of_another_time_or_thing_is_heard_of_what_it_names(note, refused):
    assert reasons(*TABLE, note) == refused


@pytest.mark.parametrize(
    "note",
    [
        "注：人数为12月底数。",
        "注：本表数据为初步统计数，由民政局提供。",
        "注：城市低保人数包括一类、二类和三类对象。",
    ],
)
def test_a_note_that_changes_nothing_refuses_nothing(note):
    assert printed(*TABLE, note) == ["51", "71"]
