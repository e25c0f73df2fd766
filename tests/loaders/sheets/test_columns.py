"""What the columns of a table are, told by their heads, or by what stands below none."""

import pytest
from support.sheets import found, printed, reasons

from minzheng.loaders.formats import delimited

TITLE = "衡阳市民政统计"


@pytest.mark.parametrize(
    ("lines", "areas", "labels"),
    [
        (
            ("|城市低保户数|城市低保人数", "衡阳县|12|23", "蒸湘区|2|4"),
            ["衡阳县", "衡阳县", "蒸湘区", "蒸湘区"],
            [("城市低保户数",), ("城市低保人数",)] * 2,
        ),
        (
            ("|城市||农村|", "|户数|人数|户数|人数", "全市|12|23|5|6"),
            [None] * 4,
            [("城市", "户数"), ("城市", "人数"), ("农村", "户数"), ("农村", "人数")],
        ),
        (
            ("|2021年|2022年", "结婚登记|12|23", "离婚登记|2|4"),
            [None] * 4,
            [("结婚登记",)] * 2 + [("离婚登记",)] * 2,
        ),
        (("|数量（人）", "城市低保人数|12"), [None], [("城市低保人数",)]),
        (
            ("|结婚登记|离婚登记", "2021|12|23", "2022|2|4"),
            [None] * 4,
            [("结婚登记",), ("离婚登记",)] * 2,
        ),
    ],
)
def test_names_below_no_head_are_places_times_or_labels(lines, areas, labels):
    figures = found(TITLE, *lines)
    assert [(one.area, one.label_path) for one in figures] == list(zip(areas, labels, strict=True))


def test_names_of_neither_below_no_head_are_not_guessed_at():
    lines = (TITLE, "|城市低保户数|城市低保人数", "城镇|12|23", "其他|2|4")
    assert reasons(*lines) == {"cell=1,1": "unknown_form"}


def test_places_stand_over_columns_with_their_unit_or_over_what_is_counted():
    one = found("结婚登记情况", "年份|北京市(对)|上海市(对)", "2021|22,390|13,333")
    two = found("婚姻登记情况", "年份|北京市||上海市|", "|结婚|离婚|结婚|离婚", "2021|1|2|3|4")
    assert [figure.area for figure in one] == ["北京市", "上海市"]
    assert [figure.label_path for figure in two] == [("结婚",), ("离婚",)] * 2
    assert [figure.area for figure in two] == ["北京市", "北京市", "上海市", "上海市"]


def test_a_comma_between_a_year_and_a_number_parts_them():
    rows = delimited.rows("年份,结婚登记,离婚登记\n2019,98100,61500\n2020,91900,1,213\n")
    assert rows[1:3] == [["2019", "98100", "61500"], ["2020", "91900", "1", "213"]]


def test_under_months_beside_months_stand_labels():
    figures = found(
        "婚姻登记月报表（2023年1-2月）", "月份|1月|2月", "结婚登记|31|29", "离婚登记|9|8"
    )
    labels = [("结婚登记",)] * 2 + [("离婚登记",)] * 2
    assert [figure.label_path for figure in figures] == labels


def test_what_is_no_period_where_one_should_stand_is_refused():
    lines = ("沈阳市民政统计", "月份|结婚登记|离婚登记", "2021年1月|31|9", "上旬|11|3")
    assert printed(*lines) == ["31", "9"]
    assert reasons(*lines) == {"cell=4,2": "no_period", "cell=4,3": "no_period"}


def test_codes_that_count_rows_say_nothing_of_them():
    lines = ("2023年末", "代码|指标|单位|数量", "A01|城市低保人数|人|12", "A02|农村低保人数|人|13")
    assert printed(*lines, "注：快报||") == ["12", "13"]
    # A row that has moved is still noticed.
    assert reasons(*lines, "孤儿|人|5|") != {}


def test_of_which_beside_two_columns_that_count_alike_may_be_a_part_of_both():
    lines = ("2023年末", "县区|城市特困人员|农村特困人员|其中：集中供养", "章贡区|120|330|80")
    assert reasons(*lines) == {"cell=3,4": "unknown_label"}
    own = ("2023年末", "县区|城市低保人数|其中：女性|农村低保人数|其中：女性", "章贡区|12|3|33|8")
    assert printed(*own) == ["12", "3", "33", "8"]


def test_a_unit_over_a_column_is_no_word_of_what_its_rows_name():
    figures = found("2023年6月", "项目|户|人", "低保|30|51", "特困|7|8")
    assert [(one.label_path, one.unit) for one in figures] == [
        (("低保",), "户"),
        (("低保",), "人"),
        (("特困",), "户"),
        (("特困",), "人"),
    ]


@pytest.mark.parametrize("head", ["设施", "公开项目"])
def test_a_head_that_says_nothing_stands_over_labels_beside_their_number(head):
    figures = found("2023年末", f"{head}|数量|单位", "殡仪馆|12|个")
    assert [(one.label_path, one.printed) for one in figures] == [(("殡仪馆",), "12")]


@pytest.mark.parametrize("head", ["农村低保", "集中供养"])
def test_a_head_that_says_something_is_not_passed_over(head):
    lines = ("2023年末", f"{head}|数量", "户数（户）|12", "人数（人）|33")
    assert reasons(*lines) == {"cell=1,1": "unknown_form"}


def test_a_total_in_place_of_the_number_of_a_row_is_of_the_whole_area():
    lines = ("衡阳市2023年6月", "序号|县区|城市低保人数", "1|衡阳县|120", "合计||220")
    assert [(one.area, one.printed) for one in found(*lines)] == [("衡阳县", "120"), (None, "220")]


@pytest.mark.parametrize("unit", ["", "（人）", "(人)"])
@pytest.mark.parametrize(
    ("head", "end"), [("2022年", "2022-12-31"), ("上年", "2022-12-31"), ("去年", "2022-12-31")]
)
def test_a_time_over_a_column_is_heard_whatever_the_unit_behind_it(head, end, unit):
    figures = found(
        "2023年昭通市低保情况（单位：人）", f"类别|2023年{unit}|{head}{unit}", "城市低保|51|53"
    )
    assert [str(one.time.end) for one in figures] == ["2023-12-31", end]


def test_a_column_of_the_year_before_is_of_what_stands_before_it():
    lines = ("2023年6月", "县区|城市低保人数（人）|上年同期（人）", "昭阳区|9100|9000")
    assert [(one.label_path, str(one.time.end)) for one in found(*lines)] == [
        (("城市低保人数（人）",), "2023-06-30"),
        (("城市低保人数（人）",), "2022-06-30"),
    ]


@pytest.mark.parametrize(
    ("title", "since"),
    [
        ("2024年5月昭通市低保资金发放情况", "2024-05-01"),
        ("2024年二季度昭通市低保资金发放情况", "2024-04-01"),
        ("2024年1-5月昭通市低保资金发放情况", "2024-01-01"),
        ("2024年5月昭通市低保资金累计发放情况", "2024-01-01"),
        ("2024年5月昭通市民政统计月报", "2024-01-01"),
    ],
)
def test_what_a_title_says_is_paid_is_of_its_month_or_quarter_alone(title, since):
    [figure] = found(title, "县区|低保资金支出（万元）", "昭阳区|234")
    assert str(figure.time.since) == since
