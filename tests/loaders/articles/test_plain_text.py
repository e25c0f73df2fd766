from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.loaders.articles.plain_text import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("低保对象１２３人", "低保对象123人"),
        ("低 保 对 象 3 人", "低保对象3人"),
        ("農村養老機構", "农村养老机构"),
        ("农(nóng)村养老", "农村养老"),
        ("第一段。\n\n第二段。", "第一段。\n第二段。"),
        ("共有5\n万人参加", "共有5万人参加"),
        ("全市城市低保对象一共达到了\n五万人。", "全市城市低保对象一共达到了五万人。"),
        ("page 12 of 30", "page 12 of 30"),
        ("", ""),
    ],
)
def test_a_text_is_read_in_one_spelling_and_without_breaks(text, plain):
    assert plain_text(text).characters == plain


@given(st.text(alphabet="低保農村12３,，。 \n\u3000\u200b(nóng)a.万\x00\u202e", max_size=80))
def test_each_character_leads_back_to_its_place(text):
    plain = plain_text(text)
    places = plain.places
    assert len(places) == len(plain.characters) + 1
    assert places[-1] == len(text)
    assert all(a < b for a, b in pairwise(places[:-1]))
    for place, character in enumerate(plain.characters):
        start, end = plain.original(place, place + 1)
        assert 0 <= start < end <= len(text)
        if character in "低保12万":
            assert text[start:end] in (character, "萬", "１", "２")
