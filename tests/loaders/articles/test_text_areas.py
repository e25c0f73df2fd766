import pytest

from minzheng.loaders.articles.text_areas import infer_area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("昭通市民政工作综述。全市城市低保对象1.2万人。", "530600"),
        # Several counties of one prefecture, which the text itself does not name.
        ("永善县、绥江县、盐津县开展试点,全市农村低保标准提高到5352元。", "530600"),
        ("云南省民政厅介绍,全省共有低保对象200万人,昭通市30万人。", "530000"),
        ("民政部介绍,全国共有低保对象4400万人。", "000000"),
        # 全市 of no city that is named: to be asked for, not to be invented.
        ("民政部有关政策发布后,全市城市低保对象1.2万人。", None),
        ("城市低保对象1.2万人。", None),
    ],
)
def test_a_text_says_what_it_is_mostly_about(reader, text, area):
    assert infer_area(reader.areas_of(None), text) == area
