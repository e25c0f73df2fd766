"""Labels as tables print them: what the words around a figure make of it, and which refuse it."""

import pytest

from minzheng.loaders.resolve import labels, units
from minzheng.loaders.resolve.labels import OtherMeaning, UnknownLabel


@pytest.fixture(scope="module")
def known(bundled):
    return labels.read_labels(bundled, units.read_units(bundled))


@pytest.mark.parametrize(
    ("title", "path", "unit", "meaning"),
    [
        ("", "社会救助|城市低保|人数", "人", "dibao_persons residence=urban"),
        ("", "社会救助|农村低保|户数", "户", "dibao_households residence=rural"),
        ("", "社会救助|城市最低生活保障|低保累计支出", "万元", "dibao_expenditure residence=urban"),
        ("", "城市特困人员供养人数", "人", "tekun_persons residence=urban"),
        ("", "城乡低保人数", "人", "dibao_persons total"),
        ("", "低保户数|其中:城市", "户", "dibao_households residence=urban"),
        ("", "婚姻登记|结婚", "对", "marriage_registrations act=marriage"),
        ("", "养老机构|床位数", "张", "residential_beds service=elderly"),
        ("", "三、提供住宿的民政机构|#养老机构", "个", "residential_institutions service=elderly"),
        ("", "五、儿童收养与救助|孤儿", "人", "orphan_persons child=orphan"),
        ("", "80周岁以上老年人|享受高龄津贴人数", "人", "old_age_allowance_persons age=80+"),
        ("", "城市低保|女性", "人", "dibao_persons residence=urban;sex=female"),
        # A name of an indicator is a label.
        ("", "社会组织数", "个", "social_organisations total"),
        # 城市低保 takes nothing from what is counted of something else.
        ("", "农村最低生活保障|临时救助", "人次", "temporary_assistance_times total"),
        ("", "农村最低生活保障|城市特困人员救助供养人数", "人", "tekun_persons residence=urban"),
        ("城市低保情况表", "低保人数", "人", "dibao_persons residence=urban"),
        ("城市低保情况表", "人数", "人", "dibao_persons residence=urban"),
        ("城市和农村低保情况表", "低保人数", "人", "dibao_persons total"),
        ("城市低保及婚姻登记情况", "结婚登记", "对", "marriage_registrations act=marriage"),
        (
            "民政统计季报(计划单列市)",
            "社会团体",
            "个",
            "social_organisations organisation=association",
        ),
    ],
)
def test_words_of_titles_headings_and_labels_make_one_meaning(known, title, path, unit, meaning):
    assert known.meaning(path.split("|"), unit, title).meaning == meaning


@pytest.mark.parametrize(
    ("title", "path", "unit", "word"),
    [
        ("", "民办|城市低保人数", "人", "operation=private"),
        ("", "重度残疾人|低保人数", "人", "重度"),
        ("新登记社会组织情况", "社会团体", "个", "新登记"),
        ("本级社会组织统计", "社会团体", "个", "本级"),
        ("城市低保情况表", "农村低保人数", "人", "residence=urban"),
        ("城市低保退出情况", "城市低保人数", "人", "退出"),
        ("", "城市低保人数", "户", "户"),
    ],
)
def test_a_word_that_restricts_or_contradicts_refuses_the_figure(known, title, path, unit, word):
    with pytest.raises(OtherMeaning, match=word):
        known.meaning(path.split("|"), unit, title)


@pytest.mark.parametrize(
    ("path", "unit"), [("人数", "人"), ("城市", "人"), ("救助情况|数量", "个")]
)
def test_words_that_could_mean_several_things_are_refused(known, path, unit):
    with pytest.raises(UnknownLabel):
        known.meaning(path.split("|"), unit)


@pytest.mark.parametrize(
    ("title", "path", "unit"),
    [
        # The title names more than one of the words in it would mean.
        ("提供食宿的服务机构数", "合计", "个"),
        ("城市低保和孤儿情况", "人数", "人"),
        # What restricts one label restricts no other one.
        ("", "儿童福利|贫困家庭儿童", "人"),
    ],
)
def test_nothing_is_taken_from_a_part_of_what_is_said(known, title, path, unit):
    with pytest.raises(UnknownLabel):
        known.meaning(path.split("|"), unit, title)
