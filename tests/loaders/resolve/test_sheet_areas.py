"""Which areas the rows of a table are, told by what its title names."""

import pytest
from support import made_files as files
from support.resolved import faults, rows, said

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("福州市2023年6月低保情况", "350102"),
        ("江苏省徐州市2023年6月低保情况", "320302"),
        ("江苏省民政厅关于徐州市2023年6月低保情况", "320302"),
    ],
)
def test_a_name_of_several_areas_is_that_within_the_one_of_the_title(
    bundled, tmp_path, title, area
):
    path = files.xlsx(tmp_path, [[title], ["县区", "城市低保人数"], ["鼓楼区", 12]])
    assert said(rows(bundled, path), "area") == [(area,)]


def test_a_name_of_two_areas_within_that_of_the_title_is_refused(bundled, tmp_path):
    path = files.xlsx(
        tmp_path, [["江苏省2023年6月低保情况"], ["县区", "城市低保人数"], ["鼓楼区", 12]]
    )
    [(reason, message)] = faults(bundled, path)
    assert reason == "unknown_area" and "320106" in message and "320302" in message


def test_towns_are_refused_and_the_rest_of_their_table_is_read(bundled, tmp_path):
    lines = [
        ["蒸湘区2023年末统计"],
        ["乡镇（街道）", "城市低保人数"],
        ["呆鹰岭镇", 12],
        ["合计", 25],
    ]
    path = files.xlsx(tmp_path, lines)
    assert said(rows(bundled, path), "area", "printed") == [("430408", "25")]
    assert [reason for reason, _message in faults(bundled, path)] == ["unknown_area"]
