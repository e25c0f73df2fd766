"""Titles of tables: ordinary ones let their figures pass, and what restricts them refuses.

Each line of the lists beside this file is a title, and a row of a table below it.
"""

import csv
from pathlib import Path

import pytest
from support.office_tables import HEAD, read

TITLES = Path(__file__).parent / "titles"


def below(connection, tmp_path, name):
    """What became of the row below each title of a list."""
    with (TITLES / name).open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            content = f'"{line["title"]}",,\n{HEAD}\n{line["row"]}\n'
            (found,) = read(connection, tmp_path, content).values()
            yield f"{line['title']} over {line['row']}: {found}", found


def test_ordinary_titles_let_figures_pass(bundled, tmp_path):
    found = list(below(bundled, tmp_path, "ordinary.csv"))
    assert len(found) > 150
    assert [words for words, what in found if " " not in what] == []


def test_a_title_with_a_word_that_is_not_read_refuses(bundled, tmp_path):
    found = list(below(bundled, tmp_path, "restricted.csv"))
    assert len(found) > 100
    refused = ("other_meaning", "unknown_label", "no_area")
    assert [words for words, what in found if what not in refused] == []


ROW = "城市低保人数,人,48"
ABOVE = {
    "a line over the table": f"2024年衡阳市民政统计,,\n复审对象情况,,\n{HEAD}\n{ROW}\n",
    "a heading": f"2024年衡阳市民政统计,,\n{HEAD}\n复审对象情况,,\n{ROW}\n",
    "a name that is no place": f"2024年衡阳市贫困县民政统计,,\n{HEAD}\n{ROW}\n",
}


@pytest.mark.parametrize("content", ABOVE.values(), ids=ABOVE)
def test_what_stands_over_a_row_is_read_whole(bundled, tmp_path, content):
    assert set(read(bundled, tmp_path, content).values()) == {"other_meaning"}
    plain = content.replace("复审对象", "").replace("贫困县", "")
    assert (
        "430400 dibao_persons residence=urban 2024-12-31 48"
        in read(bundled, tmp_path, plain).values()
    )


SHORT = {
    "长沙低保情况（2024年6月）": "430100",
    "湖南长沙2024年6月低保情况": "430100",
    "2024年6月朝阳低保情况": "other_meaning",
    "道县2024年6月低保情况": "431124",
}


@pytest.mark.parametrize(("title", "area"), SHORT.items())
def test_a_city_in_short_is_the_area_of_its_title(bundled, tmp_path, title, area):
    (found,) = read(bundled, tmp_path, f"{title},,\n{HEAD}\n{ROW}\n").values()
    assert found.split()[0] == area


PARTS = {
    "其中：低保对象,人,5": "unknown_label",
    "其中：城市低保对象,人,5": "other_meaning",
    "其中：农村特困供养人员,人,5": "other_meaning",
    "其中：女性,人,5": "430400 disability_living_subsidy_persons sex=female 2024-12-31 5",
}


@pytest.mark.parametrize(("row", "what"), PARTS.items())
def test_a_part_is_not_all_of_another_programme(bundled, tmp_path, row, what):
    content = f"2024年衡阳市残疾人福利,,\n{HEAD}\n困难残疾人生活补贴人数,人,9\n{row}\n"
    assert read(bundled, tmp_path, content)["4,3"] == what


def test_a_heading_that_counts_and_the_things_below_are_one_meaning(bundled, tmp_path):
    content = "2024年衡阳市民政机构,,\n地区,床位数,\n,养老机构,儿童福利机构\n衡阳县,9,3\n"
    assert read(bundled, tmp_path, content) == {
        "4,2": "430421 residential_beds service=elderly 2024-12-31 9",
        "4,3": "430421 residential_beds institution=child_welfare 2024-12-31 3",
    }
