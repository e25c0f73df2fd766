from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from minzheng.loaders.articles.mentions import digit_runs, find

UNITS = ("人", "元", "%", "万", "户")


def found(text):
    return [number.characters for number in find(text, UNITS)]


def test_a_number_is_found_with_its_qualifier_scale_and_unit():
    assert found("标准为不低于7680元、4500元,近50万人受益") == [
        "不低于7680元",
        "4500元",
        "近50万人",
    ]


def test_a_line_break_may_part_a_number_from_its_unit():
    assert found("农村低保54.07\n万人、特困2.16万户") == ["54.07\n万人", "2.16万户"]


def test_counts_in_chinese_numerals_are_found():
    assert found("帮扶两户,培训十二人") == ["两户", "十二人"]


def test_a_locator_counts_code_points():
    (number,) = find("𠮷昭通42.41万户", UNITS)
    assert number.locator == "char=3,10"
    assert "𠮷昭通42.41万户"[number.start : number.end] == "42.41万户"


def test_a_decimal_and_a_grouped_number_are_one_run_each():
    assert len(digit_runs("42.41万户,1,245.5张,2020年12月")) == 4


@given(st.text(alphabet="0123456789.,、约近万亿余户人元% \n共年一二两个家", max_size=60))
def test_every_digit_run_lies_in_exactly_one_number(text):
    numbers = list(find(text, UNITS))
    for start, end in digit_runs(text):
        assert sum(number.start <= start and end <= number.end for number in numbers) == 1
    assert all(a.end <= b.start for a, b in pairwise(numbers))
