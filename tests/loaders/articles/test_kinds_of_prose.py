"""Ways of saying things in which articles that nobody had seen were misread."""

from datetime import date

import pytest

from minzheng.loaders.articles.certainty import is_understood


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("详情请拨0871-65551234。", "0871"),
        ("浏览次数:3021\n全市有低保对象50人。", "3021"),
        ("全市低保情况\n7万\n回帖", "7万"),
        ("发布于09.03.2021 10:15", "2021"),
        ("全市打造15分钟养老圈。", "15"),
        ("各地公布520婚姻登记数据。", "520"),
        ("特困人员基本生活标准按照低保标准的1.5倍执行。", "1.5倍"),
        ("每个社区至少有1个养老服务站。", "1个"),
        ("结婚登记首次跌破9万对。", "9万对"),
        ("销量突破800亿元大关。", "突破800亿元"),
        ("提前完成50%的预定目标。", "50%"),
        ("按不低于30%的比例开展实地抽查。", "不低于30%"),
        ("行动历时四个半月。", "四个"),
    ],
)
def test_what_is_no_figure(read, text, printed):
    assert read(text)[printed].disposition == "neither"


@pytest.mark.parametrize(
    ("text", "printed", "first", "last", "basis"),
    [
        ("2022年一、二季度,全市结婚登记5200对。", "5200对", "2022-01-01", "2022-06-30", "during"),
        ("2022年一二季度,全市结婚登记520对。", "520对", "2022-01-01", "2022-06-30", "during"),
        (
            "自2015年8月1日至2021年第一季度,全市共救助流浪乞讨人员5200人次。",
            "5200人次", "2015-08-01", "2021-03-31", "during",
        ),
        (
            "截至2022年6月,全市累计实施临时救助5200人次。",
            "5200人次", "2022-01-01", "2022-06-30", "during",
        ),
        (
            "截至2022年5月20日18时,全市办理结婚登记520对。",
            "520对", "2022-05-20", "2022-05-20", "during",
        ),
        (
            "截至2022年6月30日,全市当年福利彩票销量已达3.5亿元。",
            "3.5亿元", "2022-01-01", "2022-06-30", "during",
        ),
        (
            "从本月起,全市城市低保标准提高到每人每月650元。",
            "650元", "2023-02-01", "2023-02-01", "effective",
        ),
        ("今年将新建养老机构130家。", "130家", "2023-01-01", "2023-12-31", "target"),
        ("去年的5月20日,全市共办理结婚登记620对。", "620对", "2022-05-20", "2022-05-20", "during"),
    ],
)  # fmt: skip
def test_times(read, text, printed, first, last, basis):
    one = read(text)[printed]
    assert (str(one.period.start), str(one.period.end), one.period.basis) == (first, last, basis)


@pytest.mark.parametrize(
    ("text", "printed", "indicator", "breakdown"),
    [
        # Money that is provided is for what stands behind it.
        (
            "2021年以来,全市争取中央预算内资金3.2亿元,用于支持殡仪馆新建和设备更新。",
            "3.2亿元", "funeral_facility_funding", "funding=central",
        ),
        (
            "2021年以来,全市累计投入2.4亿元,建成养老机构34个。",
            "2.4亿元", "elderly_service_funding", "total",
        ),
        # An award is of those whom it names.
        (
            "5名同志荣获全省社会救助工作“先进个人”称号。",
            "5名", "awards_persons", "field=social_assistance;level=provincial",
        ),
        # What stands in brackets within a word does not end it.
        ("2021年底,全市15个乡镇(街道)社工站建成。", "15个", "social_work_stations", "total"),
        # Lists without 分别.
        (
            "2021年底,困难残疾人生活补贴和重度残疾人护理补贴平均每人每月74.8元和68.7元。",
            "74.8元", "disability_living_subsidy_standard", "total",
        ),
        # Of two parts named for one number it is of neither alone.
        (
            "2021年,全市完成困难老年人家庭适老化改造、重度残疾人家庭无障碍改造536户。",
            "536户", "home_adaptation_households", "total",
        ),
        # A part of which only the member is said.
        (
            "2021年底,全市城乡低保已保障对象862人,其中城市保障对象97人。",
            "97人", "dibao_persons", "residence=urban",
        ),
        # A payment is of the programme that is named for it, and not of one in brackets.
        (
            "2021年,全市1200名城市低保户获得基本生活保障金812万元。",
            "812万元", "dibao_expenditure", "residence=urban",
        ),
        (
            "2021年,全市实施临时救助242人次(其中,特困供养对象64人次),支出救助金17万元。",
            "17万元", "temporary_assistance_expenditure", "total",
        ),
        # What is in brackets is no whole, and no part of what follows.
        (
            "2021年底,全市特困人员930人(集中供养60人,分散供养870人),其中:未成年人5人。",
            "5人", "tekun_persons", "age=0-17",
        ),
        # Parts that are counted before are not what is paid.
        (
            "2021年,全市特困人员930人,集中供养60人,累计支出救助金190万元。",
            "190万元", "tekun_expenditure", "total",
        ),
        # Paid to all, though no larger than what one may get.
        (
            "2021年10月,共发放集中供养特困人员基本生活补贴41246元。",
            "41246元", "tekun_expenditure", "care=centralised",
        ),
        # Both town and country are the whole.
        (
            "2021年,全市推动乡村振兴,农村面貌改善。全市城乡低保在册914户。",
            "914户", "dibao_households", "total",
        ),
    ],
)  # fmt: skip
def test_what_is_counted(read, text, printed, indicator, breakdown):
    one = read(text)[printed]
    assert (one.indicator, one.breakdown) == (indicator, breakdown)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2021年春节,全市走访慰问低保户296户。", "296户"),
        ("2021年底,全省发展社区社会组织1.8万个。", "1.8万个"),
        ("2021年底,全市低保对象500人,其中老年人120人。", "120人"),
        ("2021年,对全市400家养老院进行排查整治。", "400家"),
        ("2021年,全市福利彩票销售5亿元,双色球销售了2亿元。", "2亿元"),
        ("2021年,农村低保200元/人,提高部分已补发。", "200元/人"),
        ("2021年,对农村五保对象每人发放200元一次性生活补助金。", "200元"),
    ],
)
def test_what_no_indicator_counts_has_no_code(read, text, printed):
    assert read(text)[printed].indicator is None


def test_a_standard_that_rises_by_so_much_changes(read):
    text = "自2022年1月起,全市城市低保标准每人每月提高30元。"
    one = read(text)["30元"]
    assert (one.disposition, one.kind, one.unit) == (
        "comparison", "difference", "CNY/person/month",
    )  # fmt: skip
    assert one.base_period.end == date(2021, 12, 31)


def test_what_changed_stands_before_what_it_is_compared_with(read):
    one = read("2021年,全市结婚登记数较上年同比减少498对。")["498对"]
    assert (one.kind, one.base_indicator) == ("difference", "marriage_registrations")


def test_a_base_that_opens_a_sentence_is_that_of_all_its_clauses(read):
    text = (
        "相比2020年初,2022年底城市低保标准提高到每人每月700元,增长19%;"
        "农村低保标准提高到500元,增长23%。"
    )
    found = read(text)
    assert found["19%"].base_period.end == found["23%"].base_period.end == date(2019, 12, 31)


def test_of_a_text_of_several_provinces_each_paragraph_is_of_its_own(reader):
    text = (
        "据江苏省民政厅消息,2022年全省办理结婚登记11万对。\n"
        "据广东省民政厅消息,2022年全省办理结婚登记12万对。\n"
        "据福建省民政厅统计,2022年全省办理结婚登记6万对,其中泉州结婚登记1万对。"
    )
    found = {one.printed: one.area for one in reader.read(text, None, date(2023, 1, 31))}
    assert [found[one] for one in ("11万对", "12万对", "6万对", "1万对")] == [
        "320000", "440000", "350000", "350500",
    ]  # fmt: skip


def test_a_line_that_begins_with_what_it_rose_from_goes_on_with_the_one_before(read):
    found = read(
        "城市低保标准\n由每人每月956元提高到1004元。\n农村低保标准\n由每人每月801元提高到850元。"
    )
    assert found["1004元"].breakdown == "residence=urban"
    assert found["850元"].breakdown == "residence=rural"


def test_a_time_joined_to_one_that_is_not_read_with_it_is_not_certain(read):
    text = "2022年第一季度、2022年第三季度,全市结婚登记5200对。"
    assert not read(text)["5200对"].is_certain


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        # A part of which nothing is known is not the one before it.
        ("2021年底,全国共有乡级行政区划单位389个(其中街道92个、镇205个)。", "205个"),
        # What stands before a bracket is said of the number behind it.
        ("2021年底,全市特困人员50人;三档(具备生活自理能力)人数46人。", "46人"),
        # So little may be what each gets.
        ("2021年,全市孤儿6名,发放基本生活费2286元。", "2286元"),
        # Of which of them it is, is not said.
        ("2021年底,全市(昭阳区、鲁甸县)共有特困供养对象739人。", "739人"),
    ],
)
def test_what_may_be_of_something_else_is_not_certain(read, text, printed):
    assert not read(text)[printed].is_certain


def test_a_share_of_what_is_named_for_it_is_not_one_of_the_figure_before(read):
    one = read("2021年底,全市养老床位1.9万张,护理型床位占比52%。")["52%"]
    assert (one.disposition, one.indicator) == ("observation", "elderly_nursing_bed_share")
    part = read("2021年底,全市养老床位1.9万张,其中护理型床位占比52%。")["52%"]
    assert not part.is_certain


def test_places_in_brackets_are_not_the_one_of_a_figure(read):
    one = read("2021年底,全市(昭阳区、鲁甸县)共有特困供养对象739人。")["739人"]
    assert one.area == "530600"


def test_a_rate_is_of_the_assistance_that_was_spoken_of(read):
    text = "2021年底,全市特困供养对象739人;补助水平达到月人均859元。"
    assert read(text)["859元"].indicator != "dibao_benefit_level"


def test_little_that_is_certain_in_a_text_is_not_loaded_without_a_look(reader):
    said = "2022年底,全市城市低保对象2.1万人。"
    other = "2022年,全市共修缮古塔钟楼37座。2022年,修缮石桥19座。"
    published = date(2023, 1, 31)
    assert is_understood(reader.read(said, "530600", published))
    assert not is_understood(reader.read(said + other, "530600", published))
