import json
import re

import pytest
from support.reviewing import ARTICLE, make_page

from minzheng.loaders.kinds.ledger.layout import HEADER, REVIEW
from minzheng.outputs.review import SCRIPTS, SHARED, TEMPLATE, read_review_lists
from minzheng.outputs.review.proposed_rows import figures_of

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";$', re.MULTILINE)
DEFINED = re.compile(r"^(?:export )?(?:const|let) (\w+)", re.MULTILINE)


@pytest.fixture(scope="module")
def page(lists, tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "review.html"
    make_page(lists, path)
    return path.read_bytes().decode()


def data_of(page):
    return json.loads(DATA.search(page)[1])


def test_the_page_has_the_text_and_a_row_of_the_ledger_for_each_number(page):
    data = data_of(page)
    assert data["text"] == ARTICLE
    assert data["header"] == [*HEADER, *REVIEW]
    assert [row["printed"] for row in data["rows"]] == [
        ARTICLE[row["start"] : row["end"]] for row in data["rows"]
    ]
    assert {tuple(row["fields"]) for row in data["rows"]} == {HEADER}


def test_the_areas_to_choose_from_lie_near_that_of_the_text(lists):
    codes = {line["code"] for line in read_review_lists(lists, "530621", ["110101"]).areas}
    assert {"000000", "530000", "530600", "530602", "530902", "110000", "110101"} <= codes
    assert "110102" not in codes
    assert "130100" in {line["code"] for line in read_review_lists(lists).areas}


def test_what_a_number_says_depends_on_what_is_carried_to_it():
    figures = figures_of("12.5", "")
    assert figures["万"]["value"] == "125000"
    assert (figures["下降"]["low"], figures["下降"]["high"]) == ("-12.55", "-12.45")
    assert figures["不低于"]["high"] is None


def test_characters_that_are_not_one_number_say_none():
    assert figures_of("60至79", "") is None


def test_texts_cannot_end_the_script_that_they_stand_in(lists, tmp_path):
    text = "昭通市</script><script>alert(1)</script>有养老机构30家\r\n<!--，床位\u202e50张"
    make_page(lists, tmp_path / "page.html", text, title="</title><b>")
    page = (tmp_path / "page.html").read_bytes().decode()
    assert page.count("</script>") == 2
    assert data_of(page)["text"] == text


def test_each_script_uses_only_those_before_it_and_all_are_in_the_page():
    scripts = {name: TEMPLATE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS}
    for place, name in enumerate(SCRIPTS):
        assert set(IMPORT.findall(scripts[name])) <= set(SCRIPTS[:place]), name
    assert {f"{name}.js" for name in SCRIPTS} == {
        file.name for file in TEMPLATE.iterdir() if file.name.endswith(".js")
    }


def test_no_two_scripts_define_one_name():
    texts = [TEMPLATE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    texts.append(SHARED.joinpath("dom.js").read_text("utf-8"))
    names = [name for text in texts for name in DEFINED.findall(text)]
    assert sorted(names) == sorted(set(names))
