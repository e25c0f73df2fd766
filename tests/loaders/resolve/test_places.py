"""Places as tables print them: which unit a name means, and which names are refused."""

from datetime import date

import pytest

from minzheng.loaders.resolve import places
from minzheng.loaders.resolve.places import Around, UnknownPlace


@pytest.fixture(scope="module")
def known(bundled):
    return places.read_places(bundled)


# Quirks 34 and 36.
@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("内蒙古", "150000"),
        ("广  西", "450000"),
        ("楚雄州", "532300"),
        ("石林县", "530126"),
        ("双江县", "530925"),
        ("安宁巿", "530181"),
        ("元江哈尼族彝族傣族\n  自治县", "530428"),
        ("530102000000", "530102"),
    ],
)
def test_short_and_misspelt_names_and_long_codes_are_understood(known, printed, code):
    assert known.code_of(printed) == code


# Quirk 37.
def test_an_old_name_finds_the_unit_by_the_code_it_had_then(known):
    assert known.code_of("马龙县", Around("曲靖市", "530000", date(2018, 7, 1))) == "530304"
    assert known.code_of("马龙县", Around("曲靖市", "530000", date(2017, 7, 1))) == "530321"
    assert known.code_of("潞西市", Around(day=date(2010, 6, 30))) == "533103"


# Quirk 38.
def test_a_reused_code_does_not_lead_to_the_place_that_bore_it_before(known):
    assert known.with_code("500110", date(2010, 12, 31)).name == "万盛区"
    assert known.with_code("500110", date(2020, 12, 31)).name == "綦江区"


# Quirk 36.
@pytest.mark.parametrize("printed", ["大理", "楚雄"])
def test_a_short_name_of_two_places_is_refused_with_both(known, printed):
    with pytest.raises(UnknownPlace, match=rf"{printed} may be {printed}.*, {printed}"):
        known.code_of(printed, Around(area="530000"))


def test_the_level_of_the_other_places_tells_them_apart(known):
    assert known.code_of("大理", Around(area="530000", level="prefecture")) == "532900"
    assert known.code_of("大理", Around(area="530000", level="county")) == "532901"


def test_the_row_above_tells_namesakes_apart_and_excludes_nobody(known):
    assert known.code_of("城区", Around(above="晋城市", day=date(2020, 1, 1))) == "140502"
    assert known.code_of("盘龙区", Around(above="晋城市")) == "530103"


def test_a_place_that_does_not_lie_in_what_is_printed_before_it_is_refused(known):
    with pytest.raises(UnknownPlace, match="麒麟区 does not lie in 昆明市"):
        known.code_of("麒麟区", Around(within="昆明市"))


def test_a_name_borne_at_different_times_is_the_one_of_the_day(known):
    assert known.code_of("吐鲁番市", Around(day=date(2012, 12, 31))) == "652101"
    assert known.code_of("吐鲁番市", Around(day=date(2020, 12, 31))) == "650400"


def test_a_misprint_is_refused_with_the_place_that_it_may_have_meant(known):
    with pytest.raises(UnknownPlace, match="near is 绥江县 530626"):
        known.code_of("缓江县", Around(area="530600"))
