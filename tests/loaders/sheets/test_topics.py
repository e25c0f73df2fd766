"""What a title says is counted: all of it but the times, places and kinds of tables."""

import pytest

from minzheng.loaders.sheets.context import find_places, find_topic


@pytest.mark.parametrize(
    ("title", "places", "topic"),
    [
        ("2020—2023年呼和浩特市养老机构情况", ["呼和浩特市"], "养老机构"),
        ("2022-2023年岳阳市福利彩票销售情况", ["岳阳市"], "福利彩票销售"),
        ("2021年末全国及各省社区服务机构数", ["全国"], "社区服务机构数"),
        ("北京市及各区城市低保人数", ["北京市"], "城市低保人数"),
        ("2024年1月低保人数(南宁市武鸣区)", ["武鸣区", "南宁市"], "低保人数"),
        ("2024年1月低保人数(不含武鸣区)", [], "低保人数(不含武鸣区)"),
    ],
)
def test_times_and_places_are_no_words_of_what_is_counted(title, places, topic):
    assert find_places(title) == places
    assert find_topic(title) == topic
