import pytest

from minzheng.loaders.articles.dispositions import reason_of
from minzheng.loaders.articles.mentions import find_mentions
from minzheng.loaders.articles.passages import Passages
from minzheng.loaders.articles.plain_text import plain_text

UNITS = frozenset(("人", "元", "%", "户", "个", "家", "所", "名", "张", "项", "人次", "号"))


def reasons(text):
    plain = plain_text(text)
    passages = Passages(plain.characters)
    return [
        reason_of(one, plain.characters, passages.is_story(one.start), passages.is_quoted(one))
        for one in find_mentions(plain, UNITS)
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2022年的工作", "date"),
        ("第3批试点", "ordinal"),
        ("咨询电话5553333", "name"),
        ("某发〔2020〕8号", "name"),
        ("1.加强组织领导", "enumeration"),
        ("年满80周岁以上", "criterion"),
        ("推进3项重点工作", "enumeration"),
        ("历时30天的检查", "duration"),
        ("每个社区至少有一所食堂", "rule"),
        ("村民张大山今年72岁,独自生活", "story"),
    ],
)
def test_a_number_that_is_no_figure_says_why(text, reason):
    assert reason in reasons(text)


@pytest.mark.parametrize(
    "text", ["低保对象1234人", "床位200张", "下降百分之十三", "新建了两所敬老院", "实现零感染"]
)
def test_a_figure_has_no_reason(text):
    assert reasons(text) == [None]
