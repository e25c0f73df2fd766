from datetime import date

import pytest

from minzheng.loaders.sheets.periods import find_spans, period_of


# Quirk 46.
@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2019年度 05 月", date(2019, 5, 31)),
        ("2020年度 1月", date(2020, 1, 31)),
        ("2020年3月", date(2020, 3, 31)),
        ("2022年09月报", date(2022, 9, 30)),
        ("２０２２年０９月", date(2022, 9, 30)),
        ("2021年2季度", date(2021, 6, 30)),
        ("2021年第四季度", date(2021, 12, 31)),
        ("哈尔滨市2023年民政统计季报（三季度）", date(2023, 9, 30)),
        ("2020年1-7月", date(2020, 7, 31)),
        ("2022年社会服务统计3月份报表", date(2022, 3, 31)),
        ("截至2020年2月底", date(2020, 2, 29)),
        ("2020-11", date(2020, 11, 30)),
        ("2021-Q2", date(2021, 6, 30)),
        ("2016年", date(2016, 12, 31)),
        ("2020年10-12月", date(2020, 12, 31)),
        ("自2018年7月1日起实行", date(2018, 7, 1)),
        ("2018-07-01", date(2018, 7, 1)),
    ],
)
def test_a_period_is_read_in_every_way_it_is_written(text, end):
    period = period_of(text)
    assert period is not None and period.end == end


# Quirk 46.
@pytest.mark.parametrize(
    "text",
    [
        "1月份",
        "截至20197月底",
        "2020年13月",
        "填表日期:2021年7月3日",
        "2020年5-3月",
        "441900000000",
    ],
)
def test_what_is_no_full_period_is_none(text):
    assert find_spans(text) == []
