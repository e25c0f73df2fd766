from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.loaders.printed import Qualifier, UnreadableFigure, parse


@pytest.mark.parametrize(
    ("printed", "value", "low", "high", "qualifier", "unit"),
    [
        ("1168个", "1168", "1168", "1168", "exact", "个"),
        ("42.41万户", "424100", "424050", "424150", "exact", "户"),
        ("61.6%", "61.6", "61.55", "61.65", "exact", "%"),
        ("不低于7680元", "7680", "7680", None, "at_least", "元"),
        ("约430万", "4300000", "4250000", "4350000", "approx", ""),
        ("1700余名", "1700", "1700", "1800", "more_than", "名"),
        ("1.4万余个", "14000", "14000", "15000", "more_than", "个"),
        ("近50万", "500000", "400000", "500000", "nearly", ""),
        ("98.33%", "98.33", "98.325", "98.335", "exact", "%"),
        ("8400.464万元", "84004640", "84004635", "84004645", "exact", "元"),
        ("５４．０７\n万人", "540700", "540650", "540750", "exact", "人"),
        ("1,245,678人", "1245678", "1245678", "1245678", "exact", "人"),
        ("1,245.0张", "1245", "1244.95", "1245.05", "exact", "张"),
        ("超过1.2万元", "12000", "12000", "13000", "more_than", "元"),
        ("90%以上", "90", "90", None, "at_least", "%"),
        ("不超过3家", "3", None, "3", "at_most", "家"),
        ("不足30万人", "300000", "200000", "300000", "less_than", "人"),
        ("约100余万", "1000000", "1000000", "2000000", "more_than", ""),
        ("3亿元", "300000000", "250000000", "350000000", "exact", "元"),
        ("70元/人/月", "70", "70", "70", "exact", "元/人/月"),
        ("60%", "60", "59.5", "60.5", "exact", "%"),
        ("3个百分点", "3", "2.5", "3.5", "exact", "个百分点"),
        ("两个", "2", "2", "2", "exact", "个"),
        ("一百二十条", "120", "120", "120", "exact", "条"),
        ("零", "0", "0", "0", "exact", ""),
        ("下降5.2%", "-5.2", "-5.25", "-5.15", "exact", "%"),
        ("-14.8%", "-14.8", "-14.85", "-14.75", "exact", "%"),
        ("\u22127.04", "-7.04", "-7.045", "-7.035", "exact", ""),
        ("半年", "0.5", "0.5", "0.5", "exact", "年"),
        # What follows twelve digits was calculated, not counted; two decimals are those of yuan.
        (
            "2196.61852468626",
            "2196.61852468626",
            "2196.61852468126",
            "2196.61852469126",
            "exact",
            "",
        ),
        ("123456789012.45", "123456789012.45", "123456789012.445", "123456789012.455", "exact", ""),
    ],
)
def test_a_printed_figure_is_a_value_with_an_interval(printed, value, low, high, qualifier, unit):
    figure = parse(printed)
    bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]
    assert (figure.value, figure.low, figure.high) == (Decimal(value), *bounds)
    assert (figure.qualifier, figure.unit) == (Qualifier(qualifier), unit)


def test_a_qualifier_printed_once_governs_the_next_figure_too():
    assert parse("4500元", carried="不低于").qualifier is Qualifier.AT_LEAST


def test_a_scale_printed_once_governs_the_figure_before_it():
    assert parse("7", carried="万").value == 70000


def test_an_average_in_whole_numbers_is_rounded_though_its_print_does_not_say_so():
    average, count = parse("12520", carried="取整"), parse("12520")
    assert (average.low, average.high) == (Decimal("12519.5"), Decimal("12520.5"))
    assert count.low == count.high == 12520
    assert average.qualifier is Qualifier.EXACT


def test_a_fall_said_before_the_figure_makes_it_negative():
    figure = parse("3.1%", carried="下降")
    bounds = tuple(map(Decimal, ("-3.15", "-3.1", "-3.05")))
    assert (figure.low, figure.value, figure.high) == bounds


def test_a_hedge_of_its_own_outdoes_a_carried_one():
    assert parse("近50万", carried="不低于").qualifier is Qualifier.NEARLY


@pytest.mark.parametrize(
    "printed", ["", "元", "每人1000元", "3-5人", "1.2.3", "12月31日", "1,23人"]
)
def test_what_is_not_one_figure_is_refused(printed):
    with pytest.raises(UnreadableFigure):
        parse(printed)


numbers = st.decimals(min_value=0, max_value=10**12, places=2).map(str) | st.integers(
    min_value=0, max_value=10**15
).map(str)
hedges = st.sampled_from(["", "约", "近", "不低于", "不超过", "超过", "不足"])
scales = st.sampled_from(["", "千", "万", "百万", "亿", "万余", "余万", "多亿"])
units = st.sampled_from(["", "人", "%", "元/人/月", "万", "个百分点"])


@given(hedges, numbers, scales, st.sampled_from(["", "人", "%", "个"]))
def test_the_value_lies_in_its_interval(hedge, number, scale, unit):
    figure = parse(hedge + number + scale + unit)
    assert figure.low is None or figure.low <= figure.value
    assert figure.high is None or figure.value <= figure.high


@given(numbers, st.sampled_from([("千", 3), ("万", 4), ("亿", 8)]))
def test_a_scale_only_moves_the_point(number, scale):
    word, power = scale
    assert parse(f"{number}{word}元").value == Decimal(number).scaleb(power)


@given(st.integers(min_value=0, max_value=10**30))
def test_a_count_in_full_is_exact(number):
    figure = parse(f"{number}个")
    assert figure.low == figure.value == figure.high == number


@given(numbers, scales)
def test_full_width_characters_and_breaks_change_nothing(number, scale):
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    assert parse(f"{wide}\n{scale} 人") == parse(f"{number}{scale}人")


@given(st.text(alphabet="0123456789.,约近不低于余多十百千万亿元人% \n一二", max_size=12))
def test_any_characters_are_read_or_refused(printed):
    try:
        figure = parse(printed)
    except UnreadableFigure:
        return
    assert figure.value >= 0


@pytest.mark.parametrize("printed", ["1200①", "１２００²", "①1200", "1200 ③", "1,200❶"])
def test_a_footnote_mark_is_no_digit(printed):
    assert parse(printed).value == 1200
    assert parse(printed).unit == ""


OTHER_DIGITS = ["1200𝟏", "1200١", "𝟏𝟐𝟎𝟎", "1200🄀"]
TWO_NUMBERS = ["1200 1)", "1200 345", "12 00", "1 2", "1200 1 人", "1,200 345"]


@pytest.mark.parametrize("printed", [*OTHER_DIGITS, *TWO_NUMBERS])
def test_digits_of_other_scripts_and_behind_blanks_are_no_part_of_a_number(printed):
    with pytest.raises(UnreadableFigure):
        parse(printed)


@pytest.mark.parametrize(
    "printed", ["1 200 000", "1\u2009200\u2009000人", "1 200\n000", "1200000 人"]
)
def test_groups_of_three_with_blanks_between_them_are_one_number(printed):
    assert parse(printed).value == 1200000


@pytest.mark.parametrize("printed", ["12①00", "1½", "Ⅳ", "1①2"])
def test_other_compatibility_forms_are_not_folded_into_digits(printed):
    with pytest.raises(UnreadableFigure):
        parse(printed)
