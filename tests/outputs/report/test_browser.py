import re

import pytest
from sqlalchemy import text
from support.catalogue import ROOT
from support.chromium import browser, needs_chromium, show, windows

from minzheng.outputs.report.page import page as made
from minzheng.outputs.report.report_areas import report_areas

pytestmark = [pytest.mark.browser, needs_chromium]
PICTURES = ROOT / "build" / "report"
# The nation, a province, prefectures, a county, and a township of which little is known.
AREAS = ("000000", "530000", "530600", "530602", "530900", "530902102")


@pytest.fixture(scope="module")
def file(bundled, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    areas = [area._replace(included=area.code in AREAS) for area in report_areas(bundled, [])]
    path.write_text(made(bundled, areas, "zh"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def opened(chromium, file):
    """Opens the report in a window; .noise is what it asked for or complained of."""
    with windows(chromium) as open_window:

        def open_page(width=1280, scheme="light", part=""):
            page = open_window(width, scheme)
            show(page, file, "section", part)
            return page

        yield open_page


def test_in_both_languages_nothing_is_asked_for_or_complained_of_or_wider_than_the_window(opened):
    page = opened()
    for language in ("zh-CN", "en"):
        assert page.locator("html").get_attribute("lang") == language
        for area in AREAS:
            page.select_option("#area", area)
            assert page.locator("section h2").count() == 14
            for width in (390, 1920):
                page.set_viewport_size({"width": width, "height": 900})
                is_within = page.evaluate("document.body.scrollWidth <= innerWidth")
                assert is_within, (language, area, width)
        page.click("#language")
    assert page.noise == []


# Looks that other machines give the page: wide letters, large ones, other fonts.
FONTS = [
    "* { letter-spacing: .12em !important }",
    "* { font-size: 110% }",
    "* { font-family: serif !important; font-size: 20px }",
]


@pytest.mark.parametrize("style", FONTS)
def test_no_element_is_wider_than_the_window_whatever_the_font(opened, style):
    page = opened()
    page.evaluate(RESTYLE, style)
    for _ in ("zh", "en"):
        # Those of the longest names, and the most and the fewest figures.
        for area in ("000000", "530600", "530902102"):
            page.select_option("#area", area)
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(TOO_WIDE) == [], (area, width)
        page.click("#language")


# Sheets made by script are not subject to the page's policy.
RESTYLE = """(style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
}"""
# Elements that end beyond the window, but those in a box that scrolls or cuts.
TOO_WIDE = """() => {
    const cuts = (one) => getComputedStyle(one).overflowX !== "visible";
    const boxed = ({parentElement: box}) =>
        box && box !== document.body && (cuts(box) || boxed(box));
    return [...document.querySelectorAll("body, body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !boxed(one))
        .map((one) => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`);
}"""


# What is drawn for a narrow or a dark window, rather than fitted to it.
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_a_page_is_drawn_for_its_window_without_a_complaint(opened, width, scheme):
    page = opened(width, scheme)
    for area in AREAS:
        page.select_option("#area", area)
        assert page.locator("section h2").count() == 14
        assert page.evaluate("document.body.scrollWidth <= innerWidth"), area
    assert page.noise == []


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh", "[A-Za-z]{2,}"), ("en", "[\u4e00-\u9fff]")]
)
def test_a_page_in_one_language_has_no_word_of_the_other(opened, language, foreign):
    page = opened()
    if language == "en":
        page.click("#language")
    for area in AREAS:
        page.select_option("#area", area)
        assert page.evaluate(WORDS_OF, foreign) == [], area


# Texts that are seen, but titles and names in the language of their publication, codes and prints.
WORDS_OF = """(foreign) => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const {data, parentElement: parent} = walk.currentNode;
        if (parent.closest("script, style, code, q, #language, #foot, body [lang]")) continue;
        if (new RegExp(foreign).test(data)) found.push(data);
    }
    return [...new Set(found)].slice(0, 20);
}"""


def test_totals_that_differ_for_a_known_reason_stand_last_and_once(opened):
    page = opened(part="#area=000000")
    heads = page.locator("#overview .red h4").all_inner_texts()
    assert heads[0] == "合计与各地之和不符 3"
    assert heads[-1] == "合计与各地之和不符，原因已知 1"
    lists = page.locator("#overview .red ul.findings")
    assert "现役军人" in lists.last.inner_text()
    assert "总人口" not in lists.first.inner_text()


def test_what_a_director_reads_has_names_and_no_tails_of_machines(opened):
    page = opened(part="#area=000000")
    everything = page.locator("#main").text_content()
    assert re.search("总人口( ·)? 城镇", everything)
    assert not re.search("总人口( ·)? 城市", everything)
    assert re.findall(r"\d\.\d{5,}", page.locator("#overview").text_content()) == []
    (out_of_line,) = (
        line
        for line in page.locator("#overview .sentences li").all_inner_texts()
        if line.startswith("超出常态")
    )
    assert re.search(r"（离婚对数 [\d,]+ 对）。$", out_of_line)


@pytest.mark.parametrize("area", ["000000", "530000", "530600"])
def test_the_first_page_prints_on_at_most_two_sides(opened, area):
    page = opened(part=f"#area={area}")
    page.evaluate(RESTYLE, "section:not(#overview), footer { display: none !important }")
    pages = re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))
    assert 1 <= len(pages) <= 2


# A4 without its margins, in pixels of the page.
SHEET = 269 / 25.4 * 96


@pytest.mark.parametrize("area", ["530000", "530902102"])
def test_paper_has_hardly_more_pages_than_what_is_printed_is_long(opened, area):
    page = opened(part=f"#area={area}")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    PICTURES.joinpath(f"{area}.pdf").write_bytes(printed)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    length = page.evaluate("document.body.scrollHeight")
    assert len(re.findall(rb"/Type /Page\b", printed)) <= 1 + 1.15 * length / SHEET


def test_the_page_may_not_ask_the_network_for_anything(opened):
    page = opened()
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => null)")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/'}))")
    refused = [line for line in page.noise if "violates the following" in line]
    assert len(refused) == 2


def fact(page, name):
    return page.locator(f"#panel dd[data-fact={name}]").inner_text()


def explained(bundled, call, **values):
    rows = bundled.execute(text(f"select item_en, detail from {call}"), values)
    return dict(map(tuple, rows))


@pytest.mark.parametrize("area", ["530000", "530600", "530900"])
def test_a_click_on_a_number_shows_what_the_database_says_of_it(bundled, opened, area):
    page = opened(part=f"#area={area}")
    buttons = page.locator("#overview .value .n:not([data-id*='@'])")
    assert buttons.count() > 2
    for place in range(buttons.count()):
        button = buttons.nth(place)
        steps = explained(bundled, "mart.explain(:id)", id=int(button.get_attribute("data-id")))
        button.click()
        assert steps["printed"].startswith(fact(page, "printed").split("”")[0].strip("“"))
        assert fact(page, "place").split()[-1] in steps["place"]
        assert fact(page, "source").splitlines()[0] in steps["source"]
        assert (
            fact(page, "query") == f"select * from mart.explain({button.get_attribute('data-id')})"
        )
        value = page.locator("#panel-value").inner_text().lstrip("≈≥>≤<").replace(",", "")
        assert f" = {value} " in steps["figure"]
        if "doubt" in steps:
            assert fact(page, "doubt") == steps["doubt"]
        page.keyboard.press("Escape")


def test_the_other_reports_of_a_figure_are_shown_and_lead_on(bundled, opened):
    page = opened(part="#area=000000")
    query = """
        select observation_id, printed
        from mart.reported
        where (indicator_code, area_code, breakdown, period_end)
            = ('child_welfare_institutions', '000000', 'total', '2021-12-31')
        order by accepted desc
    """
    (used, _), (other, printed) = bundled.execute(text(query))
    page.locator(f"#quality .n[data-id='{used}']").click()
    assert printed in fact(page, "others")
    page.locator(f"#panel dd[data-fact=others] .n[data-id='{other}']").click()
    assert printed in fact(page, "printed")
    page.get_by_role("button", name="返回").click()
    assert printed not in fact(page, "printed")


def test_a_metric_is_traced_to_both_of_its_figures(bundled, opened):
    page = opened()
    button = page.locator("#overview .value .n[data-id*='@']").first
    code, area, day = button.get_attribute("data-id").split("@")
    call = "mart.explain_metric(:code, :area, cast(:day as date))"
    rows = bundled.execute(
        text(f"select path, item_en, detail from {call}"), {"code": code, "area": area, "day": day}
    )
    steps = {(path, item): detail for path, item, detail in rows}
    button.click()
    formula = fact(page, "formula").replace(",", "").replace(" ", "")
    assert formula in steps["1", "value"].replace(" ", "")
    made_of = page.locator("#panel .made")
    assert made_of.count() == 2
    for part, place in (("1.1", 0), ("1.2", 1)):
        printed = made_of.nth(place).locator("q").inner_text().strip("“”")
        assert steps[part, "printed"].startswith(printed)


def test_every_number_of_the_page_is_one_of_the_database(bundled, opened):
    page = opened()
    ids = page.evaluate("[...document.querySelectorAll('.n[data-id]')].map((n) => n.dataset.id)")
    figures = {int(one) for one in ids if "@" not in one}
    metrics = {tuple(one.split("@")) for one in ids if "@" in one}
    assert len(figures) > 200
    assert len(metrics) > 50
    known = bundled.execute(text("select observation_id from mart.reported")).scalars()
    assert figures <= set(known)
    values = text("select metric_code, area_code, cast(period_end as text) from mart.metric_value")
    assert metrics <= {tuple(row) for row in bundled.execute(values)}


def test_the_way_to_a_source_needs_no_mouse(opened):
    page = opened()
    button = page.locator("#overview .n").first
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert button.evaluate("(n) => n === document.activeElement")


def test_a_point_of_a_chart_leads_to_its_source(opened):
    page = opened()
    chart = page.locator("#standards .chart").first
    place = page.evaluate("""() => {
        const place = document.querySelector("#standards .chart");
        const drawn = echarts.getInstanceByDom(place);
        const index = drawn.getOption().series.findIndex((one) => one.type === "scatter");
        return drawn.convertToPixel({seriesIndex: index},
            drawn.getOption().series[index].data[0].value);
    }""")
    chart.click(position={"x": place[0], "y": place[1]})
    assert "mart.explain" in fact(page, "query")


def test_the_theme_follows_the_system_and_can_be_switched(opened):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = opened(scheme="light"), opened(scheme="dark")
    before = dark.evaluate(ground)
    assert before != light.evaluate(ground)
    light.click("#theme")
    assert light.evaluate(ground) == before


def test_an_area_with_little_says_so(opened):
    page = opened(part="#area=530902102")
    assert page.locator("#standards .empty").is_visible()
    assert page.locator("#child_welfare .empty").is_visible()


@pytest.mark.parametrize("area", ["000000", "530000"])
def test_on_paper_it_is_light_and_without_controls(opened, area):
    page = opened(scheme="dark", part=f"#area={area}")
    before = page.locator("html").get_attribute("data-theme")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert not page.locator("#top").is_visible()
    widths = page.evaluate("[...document.querySelectorAll('main *')].map((one) => one.scrollWidth)")
    assert max(widths) <= 690
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("html").get_attribute("data-theme") == before == "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(opened, scheme):
    page = opened(scheme=scheme)
    faint = page.evaluate(CONTRAST)
    assert faint == []


# Text whose contrast with the ground behind it is under 4.5 (WCAG AA).
CONTRAST = """() => {
    const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
        .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const colour = (text) => text.match(/[\\d.]+/g).map(Number);
    const ground = (one) => {
        const own = colour(getComputedStyle(one).backgroundColor);
        return own.length < 4 || own[3] > 0 ? own : ground(one.parentElement);
    };
    const texts = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
        && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    return texts.filter((one) => {
        const pair = [colour(getComputedStyle(one).color), ground(one)].map(light);
        return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) < 4.5;
    }).map((one) => one.className + ": " + one.textContent.slice(0, 30)).slice(0, 10);
}"""
