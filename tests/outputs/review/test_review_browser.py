import csv
import io
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.chromium import browser, needs_chromium, show, windows
from support.databases import query
from support.ledgers import write
from support.loading import load, load_list
from support.reviewing import ARTICLE, make_page, source_of

from minzheng.loaders.articles.mentions import digit_runs

pytestmark = [pytest.mark.browser, needs_chromium]

TEXTS = os.environ.get("MINZHENG_SOURCE_TEXTS")
HOSTILE = (
    "昭通市</script><script>alert(1)</script>有养老机构30家，<img src=x onerror=alert(2)>床位50张，"
    "\u202e受助1200人\u202c，${alert(3)}{{4}}共5人。\n" + "很长" * 300 + "6户"
)


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(lists, tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "review.html"
    make_page(lists, path)
    return path


@pytest.fixture
def opened(chromium):
    """Opens a page in a window; .noise is what it asked for or complained of."""
    with windows(chromium) as open_window:

        def open_page(path, width=1440, scheme="light", locale="en-GB"):
            page = open_window(width, scheme, locale=locale)
            page.set_default_timeout(60_000)
            page.on("dialog", lambda dialog: (page.noise.append("dialog"), dialog.accept()))
            show(page, path, "#progress")
            return page

        yield open_page


def choose(page, printed, nth=0):
    page.locator("#article .m", has_text=printed).nth(nth).click()
    assert printed in page.locator("#chosen").inner_text()


def pick(page, field, typed, option):
    """Type into a field and take one of its suggestions."""
    # To type nothing into an empty field is no input.
    page.click(f"#f-{field}")
    page.fill(f"#f-{field}", typed)
    page.locator(f"#f-{field}-list [role=option]", has_text=option).first.click()
    page.wait_for_timeout(50)


def progress(page):
    return page.locator("#progress").inner_text()


def faults(page):
    return page.locator("#form .findings .fault").all_inner_texts()


def saved(page):
    with page.expect_download() as download:
        page.click("#save")
    content = Path(download.value.path()).read_bytes().decode()
    assert not content.startswith("\ufeff")
    return download.value.suggested_filename, list(csv.DictReader(io.StringIO(content)))


def row_of(rows, printed):
    return next(row for row in rows if row["printed"].startswith(printed))


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (768, "light"), (1000, "dark"), (1440, "light")]
)
def test_in_both_languages_nothing_is_requested_or_complained_of_or_wider_than_the_window(
    opened, file, width, scheme
):
    page = opened(file, width, scheme, "zh-CN")
    for language in ("zh-CN", "en"):
        assert page.locator("html").get_attribute("lang") == language
        for printed in ("2022年", "660元", "10%", "5200张"):
            choose(page, printed)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.click("#language")
    assert page.noise == []


def test_the_page_is_in_the_language_of_the_command_whatever_that_of_the_browser(
    opened, lists, tmp_path
):
    make_page(lists, tmp_path / "page.html", language="zh")
    page = opened(tmp_path / "page.html", 1280, "light", "en-GB")
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_every_value_of_the_page_is_that_of_the_reader(opened, file):
    _name, rows = saved(opened(file))
    script = "JSON.parse(document.getElementById('data').textContent).rows.map((r) => r.fields)"
    page = opened(file)
    proposed = page.evaluate(script)
    found = [(row["locator"], Decimal(row["value"] or 0)) for row in rows]
    assert found == [(one["locator"], Decimal(one["value"] or 0)) for one in proposed]
    assert sum(value > 0 for _locator, value in found) >= 8


def test_a_ledger_made_with_the_keyboard_loads(reference_engine, opened, file, tmp_path):
    page = opened(file)
    total = page.locator("#article .m").count()
    assert progress(page) == f"0 of {total} accepted"
    choose(page, "30家")
    page.keyboard.press("n")
    assert page.locator("#f-neither").get_attribute("aria-pressed") == "true"
    page.keyboard.press("o")
    page.keyboard.press("e")
    pick(page, "indicator", "elderly_institutions", "")
    page.fill("#f-note", 'said "so", twice')
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    for _ in range(total):
        mend(page)
        page.keyboard.press("Enter")
    assert progress(page) == f"{total} of {total} accepted"
    name, rows = saved(page)
    assert name == "zhaotong-invented.csv"
    assert row_of(rows, "30家")["note"] == 'said "so", twice'
    assert {row["confidence"] for row in rows} == {"1"}
    source = source_of(ARTICLE, len(digit_runs(ARTICLE)))
    assert load_list(reference_engine, tmp_path, "sources", [source]).rejects == []
    result = load(reference_engine, write(tmp_path / name, rows[0], rows))
    assert result.rejects == []
    reported = """
        select printed, value from mart.reported
        where source_code = 'zhaotong-invented' order by length(locator), locator
    """
    figures = dict(query(reference_engine, reported))
    assert figures["30家"] == 30
    assert figures["2.1万人"] == 21000
    assert len(figures) + 1 == sum(row["disposition"] != "neither" for row in rows)


def mend(page):
    """What the reader left open, so that the row can be accepted."""
    for _ in range(3):
        if not faults(page):
            return
        if not page.locator("#f-indicator").input_value():
            pick(page, "indicator", "assisted_persons", "")
        else:
            page.keyboard.press("Escape")
            page.keyboard.press("n")
            page.select_option("#f-reason", "story")
    page.keyboard.press("Escape")
    assert faults(page) == []


def test_what_was_decided_is_there_after_a_reload_and_gone_after_starting_over(opened, file):
    page = opened(file)
    choose(page, "5200张")
    page.fill("#f-note", "see the table")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    assert progress(page).startswith("1 of")
    page.reload()
    assert progress(page).startswith("1 of")
    choose(page, "5200张")
    assert page.locator("#f-note").input_value() == "see the table"
    assert page.locator("#accept").inner_text() == "Take back"
    page.click("#over")
    assert progress(page).startswith("0 of")
    page.reload()
    assert progress(page).startswith("0 of")
    choose(page, "5200张")
    assert page.locator("#f-note").input_value() == ""


def becomes(page, element, pattern):
    """Wait for a text. To wait for a function, the page would have to allow its evaluation."""
    expect(page.locator(element)).to_have_text(re.compile(pattern))


def test_a_changed_number_is_to_be_accepted_again(opened, file):
    page = opened(file)
    choose(page, "5200张")
    page.keyboard.press("Enter")
    choose(page, "5200张")
    page.fill("#f-note", "doubtful")
    page.keyboard.press("Escape")
    becomes(page, "#progress", "^0 of")


def test_a_number_that_a_load_would_refuse_is_not_accepted(opened, file):
    page = opened(file)
    choose(page, "5200张")
    page.fill("#f-period_end", "2021")
    page.keyboard.press("Escape")
    page.select_option("#f-basis", "during")
    page.fill("#f-period_start", "2022-02-30")
    page.keyboard.press("Escape")
    page.wait_for_timeout(50)
    assert faults(page) == ["! 2022-02-30 is no date"]
    page.fill("#f-period_start", "202202")
    page.keyboard.press("Escape")
    page.wait_for_timeout(50)
    assert page.locator("#f-period_start").input_value() == "2022-02-01"
    assert faults(page) == ["! The period ends before it starts"]
    page.keyboard.press("Enter")
    assert progress(page).startswith("0 of")
    assert page.evaluate("document.activeElement.id") == "f-period_end"


def test_the_value_follows_the_unit_and_the_words_carried_to_it(opened, file):
    page = opened(file)
    choose(page, "660元")
    assert page.locator("#value").inner_text().startswith("7,920 ")
    page.select_option("#f-unit", "CNY/person/year")
    becomes(page, "#value", "^660 ")
    page.select_option("#f-carried", "不低于")
    becomes(page, "#value", "660 – …")
    page.select_option("#f-carried", "万")
    becomes(page, "#value", "^6,600,000 ")
    page.wait_for_selector("#form .findings .fault")


def test_sums_and_stated_changes_are_checked_at_every_change(opened, file):
    page = opened(file)
    for printed, breakdown in (("2.1万", "urban"), ("6.4万", "rural"), ("8.5万", None)):
        choose(page, printed)
        pick(page, "indicator", "dibao_persons", "")
        for chip in page.locator("#form .chip").all():
            chip.click()
        if breakdown:
            pick(page, "breakdown", f"residence={breakdown}", "")
    page.wait_for_selector("#form .findings .fine")
    assert "21000 + 64000 = 85000 adds up" in page.locator("#form .findings").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    choose(page, "92万")
    pick(page, "indicator", "dibao_persons", "")
    page.wait_for_selector("#form .findings .doubt")
    assert "85000, but the total is 920000" in page.locator("#form .findings").inner_text()
    choose(page, "10%")
    assert "which agrees" in page.locator("#form .findings").inner_text()


def test_the_list_shows_what_its_filter_says_uncertain_numbers_first(opened, file):
    page = opened(file)
    total = page.locator("#article .m").count()
    assert page.locator("#queue .item").count() == total
    signs = page.locator("#queue .sign").all_inner_texts()
    assert signs == sorted(signs, key=lambda sign: sign == "·")
    page.select_option("#filter", "neither")
    printed = page.locator("#queue .item .m").all_inner_texts()
    assert "2022年" in printed
    assert page.locator("#queue .item .m:not(.neither)").count() == 0


def test_arrows_and_letters_move_through_the_list(opened, file):
    page = opened(file)
    first, second = page.locator("#queue .item .m").all_inner_texts()[:2]
    assert first in page.locator("#chosen").inner_text()
    page.keyboard.press("j")
    assert second in page.locator("#chosen").inner_text()
    page.keyboard.press("ArrowUp")
    assert first in page.locator("#chosen").inner_text()


def test_hostile_texts_are_shown_and_do_nothing(lists, opened, tmp_path):
    path = tmp_path / "page.html"
    make_page(lists, path, HOSTILE, title="<script>alert(5)</script>\u202e", source="../../x")
    page = opened(path, 390)
    shown = page.locator("#article").inner_text()
    assert "</script><script>alert(1)</script>" in shown
    assert "\\u202e" in shown
    assert "\u202e" not in page.locator("body").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for mark in page.locator("#article .m").all():
        mark.click()
    name, rows = saved(page)
    assert [HOSTILE[slice(*places(row))] for row in rows] == [row["printed"] for row in rows]
    assert "/" not in name
    assert [line for line in page.noise if not line.startswith("blob:")] == []


def places(row):
    return map(int, row["locator"].removeprefix("char=").split(","))


@pytest.mark.skipif(TEXTS is None, reason="MINZHENG_SOURCE_TEXTS is not set")
def test_the_articles_are_shown_as_they_are_and_saved_with_a_row_for_each_number(
    lists, opened, tmp_path
):
    for article in sorted(Path(TEXTS).glob("*.txt")):
        content = article.read_bytes().decode()
        path = tmp_path / f"{article.stem}.html"
        review = make_page(lists, path, content, "530000")
        page = opened(path)
        _name, rows = saved(page)
        assert [row["printed"] for row in rows] == [one.printed for one in review.proposals]
        assert sum(len(digit_runs(row["printed"])) for row in rows) == len(digit_runs(content))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_may_not_ask_the_network_for_anything(opened, file):
    page = opened(file)
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => null)")
    assert any("violates the following" in line for line in page.noise)


def test_colours_have_contrast(opened, file):
    for scheme in ("light", "dark"):
        page = opened(file, scheme=scheme)
        assert page.evaluate(CONTRASTS) == []


# Texts whose contrast to the nearest painted ground is below 4.5.
CONTRASTS = """
() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((channels(colour)[3] ?? 1) === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.offsetParent)
    .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((one) => {
      const pair = [getComputedStyle(one).color, ground(one)].map(luminance).sort((a, b) => b - a);
      return (pair[0] + 0.05) / (pair[1] + 0.05) < 4.5;
    })
    .map((one) => `${one.className} ${one.textContent.slice(0, 20)}`);
}
"""
