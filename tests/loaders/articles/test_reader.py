import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minzheng.loaders.articles.reader import read_lists

HOSTILE = [
    "1" * 200_000,
    "(" * 200_000,
    "（）" * 100_000,
    "\x00低保对象5人\x00" * 100,
    "\u202e低保对象123人\u202c",
    "、" * 50_000 + "5人",
    "百" * 50_000 + "人",
    *(
        "1" * 5_000 + unit
        for unit in ("月", "日", "时", "元", "%", "岁", "、3月", "年以来", "季度")
    ),
    "一" * 50_000 + "人",
    "较" * 50_000 + "5%",
    "城市低保对象5人、" * 500,
]
WORDS = (
    *("城市", "低保对象", "农村", "从", "提高到", "2022年", "1.5万", "30", "%", "、", ",", "。"),
    *("分别为", "同比增长", "占", "的", "其中", "元", "人", "每人每月", "(", ")", "百分之", "三成"),
    *("\n", "零", "一百二十", "个百分点", "较上年末", "全省", "**"),
)


def test_a_figure_has_its_subject_members_place_time_and_unit(read):
    one = read("2022年底,全市城市低保对象2.1万人。")["2.1万人"]
    assert one.disposition == "observation"
    assert one.indicator == "dibao_persons"
    assert one.breakdown == "residence=urban"
    assert one.area == "530600"
    assert (one.period.end, one.period.basis) == (date(2022, 12, 31), "point")
    assert (one.value, one.unit) == (Decimal(21000), "person")


def test_what_is_counted_stays_open_where_nothing_is_known_of_it(read):
    one = read("2022年,全市共修缮古塔钟楼37座。")["37座"]
    assert one.indicator is None
    assert "古塔钟楼" in one.indicator_text
    assert not one.is_certain


def test_a_restriction_makes_something_else_of_a_subject(read):
    assert read("2022年,全市新增城市低保对象210人。")["210人"].indicator != "dibao_persons"


def test_a_bound_said_once_is_that_of_the_whole_list(read):
    text = "2022年底,全市城市、农村低保标准分别为不低于7680元、4500元。"
    second = read(text)["4500元"]
    assert (second.carried, second.figure.low, second.figure.high) == ("不低于", 4500, None)


def test_money_is_money_where_its_unit_is_not_printed(read):
    one = read("2022年,全市支出临时救助金3347万。")["3347万"]
    assert (one.indicator, one.unit) == ("temporary_assistance_expenditure", "CNY")


def test_those_to_whom_something_is_given_are_not_all_there_are(read):
    one = read("2022年,全市为1690名城市低保对象发放一次性生活补贴。")["1690名"]
    assert one.indicator != "dibao_persons"


def test_months_in_a_row_end_a_time_that_reaches_up_to_now(read):
    one = read("2020年5月以来,全市连续18个月发放价格临时补贴1806万元。")["1806万元"]
    assert (one.period.start, one.period.end) == (date(2020, 5, 1), date(2021, 10, 31))


def test_what_stands_beside_the_words_of_a_figure_may_be_counted_too(read):
    one = read("2022年底,全市共有850名孤儿、事实无人抚养儿童纳入保障。")["850名"]
    assert not one.is_certain


def test_a_place_within_the_area_is_meant_where_it_is_named(read):
    found = read("2022年底,全市有低保对象8.5万人,镇雄县有低保对象2.3万人。")
    assert found["8.5万人"].area == "530600"
    assert found["2.3万人"].area == "530627"


def test_a_list_is_divided_by_the_members_before_it(read):
    found = read("2022年底,城市、农村低保对象分别为2.1万人、6.4万人。")
    assert found["2.1万人"].breakdown == "residence=urban"
    assert found["6.4万人"].breakdown == "residence=rural"


def test_from_a_to_b_are_two_figures_of_one_thing(read):
    found = read("2022年,城市低保标准从每人每月600元提高到660元。")
    before, after = found["600元"], found["660元"]
    assert before.indicator == after.indicator == "dibao_standard"
    assert before.period.end < after.period.end


def test_growth_has_the_year_before_as_its_base(read):
    found = read("2022年底,城市低保对象2.1万人,同比下降5.2%。")
    one = found["5.2%"]
    assert (one.disposition, one.kind, one.unit) == ("comparison", "growth", "percent")
    assert one.value == Decimal("-5.2")
    assert one.base_period.end == date(2021, 12, 31)
    assert one.base_indicator == found["2.1万人"].indicator


def test_a_difference_is_in_the_unit_of_what_changed(read):
    one = read("2022年底,城市低保对象2.1万人,比上年末减少1200人。")["1200人"]
    assert (one.kind, one.unit, one.value) == ("difference", "person", Decimal(-1200))
    assert one.base_period.end == date(2021, 12, 31)


def test_a_share_is_of_the_figure_before_it(read):
    found = read("2022年底,全市老年人92万人,其中80周岁以上老年人11万人,占老年人总数的12%。")
    one = found["12%"]
    assert (one.disposition, one.kind, one.unit) == ("comparison", "share", "percent")
    assert one.indicator == one.base_indicator == found["92万人"].indicator


def test_a_printed_year_is_the_base_of_growth(read):
    one = read("2022年底,城市低保对象2.1万人,比2019年底增长8%。")["8%"]
    assert one.base_period.end == date(2019, 12, 31)


def test_a_repeat_points_at_the_first_print(read):
    text = "2022年底,全市城市低保对象21000人。截至2022年底,全市有城市低保对象2.1万人。"
    found = read(text)
    assert found["2.1万人"].same_as == found["21000人"].locator


def test_parts_that_do_not_add_up_are_not_certain(read):
    text = "2022年底,城市低保对象2.1万人,农村低保对象6.4万人,城乡低保对象共{}万人。"
    right, wrong = (list(read(text.format(total)).values())[1:] for total in ("8.5", "9.9"))
    assert not any(one.doubts for one in right if "is not" in str(one.doubts))
    assert any("is not" in str(one.doubts) for one in wrong)
    assert not any(one.is_certain for one in wrong)


def test_masked_digits_are_no_figures(read):
    assert read("2022年底,城市低保对象**.*万人。").keys() == {"2022年"}


def test_without_any_time_none_is_invented(read):
    one = read("城市低保对象2.1万人。", published=None)["2.1万人"]
    assert one.period is None
    assert not one.is_certain


def test_without_an_area_none_is_invented(read):
    one = read("2022年底,城市低保对象2.1万人。", area=None)["2.1万人"]
    assert one.area is None
    assert not one.is_certain


def test_a_number_broken_over_lines_is_one_figure_at_its_characters(reader):
    text = "2022年底，全市城市低保对象\n2.1\n万人。"
    (one,) = [p for p in reader.read(text, "530600") if p.disposition == "observation"]
    assert text[one.start : one.end] == one.printed == "2.1\n万人"


def test_what_was_learnt_from_an_article_can_be_left_out(bundled, reader):
    fewer = read_lists(bundled, frozenset({"zhaotong-2022-review"}))
    assert len(fewer.subjects.phrases) < len(reader.subjects.phrases)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_in_bounded_time(reader, text):
    started = time.process_time()
    for one in reader.read(text, "530600", date(2023, 2, 10)):
        assert text[one.start : one.end] == one.printed
    # Each takes a second at most. What is not read in linear time would take hours.
    assert time.process_time() - started < 20


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.lists(
        st.sampled_from(WORDS),
        max_size=30,
    ).map("".join)
)
def test_any_mixture_of_words_is_read(reader, text):
    found = reader.read(text, "530600", date(2023, 2, 10))
    assert all(text[one.start : one.end] == one.printed for one in found)
    assert all(0 <= one.confidence <= 1 for one in found)
    assert all(one.reason for one in found if one.disposition == "neither")


@pytest.mark.parametrize(
    ("text", "printed", "breakdown"),
    [
        (
            "2022年底,全市五保供养人员13253人,其中集中供养6504人。",
            "6504人",
            "care=centralised;residence=rural",
        ),
        ("2022年底,全市特困人员集中和分散供养标准为968元/人·月。", "968元/人·月", "total"),
        (
            "2022年,全市办理内地居民婚姻登记7056对,其中结婚登记5081对,离婚登记1975对。",
            "1975对",
            "act=divorce;party=mainland",
        ),
        (
            "2022年底,全市特困人员921人,其中城市特困人员123人,农村特困人员798人,集中供养标准968元/人·月。",
            "968元/人·月",
            "care=centralised",
        ),
        (
            "2022年底,全市低保对象城镇4992人,农村79407人,低保标准分别为每人每月612元和459元。",
            "459元",
            "residence=rural",
        ),
    ],
)  # fmt: skip
def test_what_is_counted_of_a_whole_its_parts_and_both(read, text, printed, breakdown):
    assert read(text)[printed].breakdown == breakdown


@pytest.mark.parametrize(
    ("text", "printed", "period"),
    [
        (
            "据民政局2022年第三季度例行新闻发布会,截至2022年11月底,全市低保对象5人。",
            "5人",
            date(2022, 11, 30),
        ),
        ("2022年底,社会团体37个,与2021年的41个相比减少了4个。", "41个", date(2021, 12, 31)),
        ("2022年10、11两月,全市共救助流浪乞讨人员84人次。", "84人次", date(2022, 11, 30)),
        ("4月起我市提高城市低保标准,每人每月提高到791元。", "791元", date(2023, 4, 1)),
    ],
)  # fmt: skip
def test_times_that_are_named_beside_others(read, text, printed, period):
    assert read(text)[printed].period.end == period


def test_what_fell_is_printed_with_a_sign_too(read):
    one = read("2022年底,全市社会组织891个,比上年末增长率为-1.18%。")["-1.18%"]
    assert (one.kind, one.value) == ("growth", Decimal("-1.18"))


def test_each_of_a_list_is_of_its_own_place(read):
    found = read("2022年底,昭阳区、鲁甸县社会团体分别为318个、304个。")
    assert [found[printed].area for printed in ("318个", "304个")] == ["530602", "530621"]


@pytest.mark.parametrize(
    "text",
    [
        # Words beside it are read as no part of it.
        "2022年,全市对因疫遇困群众实施临时救助137人次。",
        # Nothing says since when is counted.
        "救助流浪乞讨人员137人次。",
        # Persons are no fractions.
        "2022年底,全市城市低保对象42.137人。",
        # What stands before a list is said of all that it lists.
        "2022年底,全市注册志愿团体95个,包括社会团体57个、基金会137个。",
    ],
)
def test_what_has_a_gap_is_not_certain(read, text):
    one = next(found for printed, found in read(text).items() if "137" in printed)
    assert not one.is_certain
    assert one.doubts


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2022年底,全市城市低保对象2.1万人。", "2.1万人"),
        ("2022年,全市发放农村低保金2.37亿元。", "2.37亿元"),
        ("2022年12月31日,全市城市、农村低保标准分别为每人每月728元、503元。", "503元"),
    ],
)
def test_what_is_said_in_full_is_certain(read, text, printed):
    assert read(text)[printed].is_certain
