from datetime import date

import pytest

from minzheng.loaders.articles.days_meant import Calendar
from minzheng.loaders.articles.time_expressions import find_time_expressions

PUBLISHED = date(2023, 2, 10)


def found(text, published=PUBLISHED):
    clock = Calendar(published)
    return list(find_time_expressions(text, 0, len(text), clock))


def days(first, last=None):
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年", days("2022-01-01", "2022-12-31")),
        ("2022年底", days("2022-12-31")),
        ("截至去年末", days("2022-12-31")),
        ("2022年6月", days("2022-06-01", "2022-06-30")),
        ("2022年6月底", days("2022-06-30")),
        ("2022年1-7月", days("2022-01-01", "2022-07-31")),
        ("2022年3月15日", days("2022-03-15")),
        ("2022年上半年", days("2022-01-01", "2022-06-30")),
        ("2022年第三季度", days("2022-07-01", "2022-09-30")),
        ("2022年前三季度", days("2022-01-01", "2022-09-30")),
        ("2018—2020年", days("2018-01-01", "2020-12-31")),
        ("“十三五”期间", days("2016-01-01", "2020-12-31")),
        ("“十三五”末", days("2020-12-31")),
        ("2020年以来", days("2020-01-01", "2023-01-31")),
        ("五年来", days("2018-01-01", "2023-01-31")),
        ("民国102年1至3月", days("2013-01-01", "2013-03-31")),
        ("目前", days("2023-01-31")),
    ],
)
def test_an_expression_means_its_days(text, expected):
    (one,) = found(text)
    assert (one.first, one.last) == expected


def test_that_year_is_the_one_named_before():
    _year, that = found("2019年新建机构,当年投入使用")
    assert (that.first, that.last) == days("2019-01-01", "2019-12-31")


def test_a_month_without_a_year_is_the_last_one_before_publication():
    (month,) = found("12月,共救助")
    assert month.first == date(2022, 12, 1)


def test_what_something_is_compared_with_is_a_base():
    (base,) = found("较2020年底增加")
    assert base.is_base


def test_a_year_to_come_is_in_the_future():
    (future,) = found("到2025年")
    assert future.is_future


@pytest.mark.parametrize("text", ["2022年13月", "2022年2月30日", "12021年", "昨日"])
def test_what_is_no_day_is_not_invented(text):
    assert all(one.printed != text for one in found(text))


def test_without_a_day_of_publication_now_is_not_known():
    assert found("目前", None) == []
