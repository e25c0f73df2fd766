import pytest

from minzheng.loaders.formats.number_format import shown

ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        (57324.799999999996, "#,##0", "57324.8"),
        (123456789012, "General", "123456789012"),
        (0.000012, "0.00E+00", "0.000012"),
        (1200, "G/通用格式", "1200"),
        (1200, '0"人"', "1200"),
        (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "-1234.5"),
        (-1200, ACCOUNTING, "-1200"),
        (1200, "[$¥-804]#,##0.00", "1200"),
        (5, "@", "5"),
        (-0.0, "0", "0"),
        (5, '0"千克"', "5"),
        (5, '0"km"', "5"),
        (5, '0"人次"', "5"),
    ],
)
def test_every_stored_digit_is_kept(stored, number_format, text):
    assert shown(stored, number_format)[:4] == (text, 1, None, False)


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        (0.616, "0.0%", "61.6%"),
        (0.55, "0%_)", "55%"),
        (0.45, '0%;-0%;"-"', "45%"),
        (-0.05, "0%;[Red]-0%", "-5%"),
        (0.616, "_ 0.0%_ ", "61.6%"),
        (61.6, '0.0"%"', "61.6%"),
        (61.6, "0.0\\%", "61.6%"),
        (0.0616, "0.00%%", "616%"),
        (12.5, '0.0"‰"', "12.5‰"),
    ],
)
def test_all_forms_of_percent_are_followed(stored, number_format, text):
    assert shown(stored, number_format).text == text
    assert shown(stored, number_format).fault is None


@pytest.mark.parametrize(
    ("stored", "number_format", "text", "scale"),
    [
        (1234, "0!.0000", "0.1234", 10_000),
        (1234567, "#,##0,", "1234.567", 1_000),
        (1234567.5, "#,##0.0,,", "1.2345675", 1_000_000),
        # The format says itself by how much.
        (12345, '0!.0,"万"', "1.2345万", 1),
        (1.25, '0.00"万"', "1.25万", 1),
        (12000, '[>=10000]0!.0,"万";0', "1.2万", 1),
        (1200, '[>=10000]0!.0,"万";0', "1200", 1),
        (123456789, '0!.00,,"亿"', "1.23456789亿", 1),
    ],
)
def test_what_a_format_divides_by_is_told_or_shown(stored, number_format, text, scale):
    assert shown(stored, number_format)[:4] == (text, scale, None, False)


@pytest.mark.parametrize(
    ("stored", "number_format"),
    [
        (5, '0"00"'),
        (1234567, "000-0000"),
        (3, "[DBNum1]General"),
        (3, "[DBNum2][$-804]0"),
        (0.5, "# ?/?"),
        (-5, "0;0"),
        (5, '"-"0'),
        (5000, '0,"万"'),
        # Words that say how many times it is, which no reader of cells knows.
        (5, '0"百"'),
        (5, '0"十万"'),
        (5, '0"万亿"'),
        (5, '0"百亿元"'),
        (5, "0萬"),
        (5, '0"k"'),
        (5, '0.0 "million"'),
        (5, '0.0"人/万人"'),
        (5, '"每千人"0.0'),
        # Another sign, or digits, in words.
        (5, '"减少"0'),
        (5, '0"〇"'),
        (5, '0"零"'),
        (1200, '"5"'),
        # A fill of zeros, and white.
        (5, "0*0"),
        (5, "[White]0"),
        (5, "[Color 2]0"),
        # A day of the week, and years of other calendars.
        (43252, "[$-804]aaaa"),
        (43252, "bbbb"),
        (43252, "ggge"),
    ],
)
def test_a_format_that_shows_another_number_is_a_fault(stored, number_format):
    found = shown(stored, number_format)
    assert found.fault is not None and found.fault[0] == "number_format"
    assert stored == float(found.text)


@pytest.mark.parametrize("stored", [1e15, -3e20, float("inf"), float("nan")])
def test_more_digits_than_are_kept_are_a_fault(stored):
    assert shown(stored, "0").fault is not None


def test_a_zero_that_is_shown_as_a_dash_is_a_dash():
    assert shown(0, ACCOUNTING).text == "-"
    assert shown(0, '#,##0;-#,##0;"—"').text == "—"
    assert shown(0, "0").text == "0"


@pytest.mark.parametrize("number_format", [";;;", ";;", '""', "#"])
def test_a_number_may_be_hidden_by_its_format(number_format):
    assert shown(0, number_format).is_hidden


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("yyyy/m/d", "2018-06-01"),
        ('yyyy"年"m"月"d"日"', "2018-06-01"),
        ('yyyy"年"m"月"', "2018-06"),
        ("mmm-yy", "2018-06"),
        ('yyyy"年"', "2018年"),
        ("yyyy", "2018年"),
        ('m"月"', "6月"),
        ('[$-804]yyyy"年"m"月";@', "2018-06"),
    ],
)
def test_a_date_is_its_day_month_or_year_as_it_is_shown(number_format, text):
    assert shown(43252, number_format).text == text


def test_days_count_from_two_beginnings():
    assert shown(1, "yyyy-mm-dd").text == "1900-01-01"
    assert shown(61, "yyyy-mm-dd").text == "1900-03-01"
    assert shown(41790, "yyyy-mm-dd", since_1904=True).text == "2018-06-01"


def test_a_day_of_no_calendar_is_a_fault():
    assert shown(1e9, "yyyy").fault == ("bad_date", "no day of the calendar")
