"""The site of the documentation: it builds without a warning and is read without a network."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from generator import write
from support.chromium import browser, needs_chromium

pytestmark = pytest.mark.once

DOCS = Path(__file__).parents[2] / "docs"
HEADING = re.compile(r"^\([\w.-]+\)=\n#+ .*$", re.MULTILINE)
BY_THE_THEME = {"search", "genindex"}


@pytest.fixture(scope="module")
def site(reference, tmp_path_factory):
    """The folder of the built sites; a link that leads nowhere is a warning, and that an error.

    The generated pages take most of the time: in Chinese only their headings are built here, and
    all of them by ``make docs``.
    """
    source, built = tmp_path_factory.mktemp("docs") / "docs", tmp_path_factory.mktemp("site")
    generated = shutil.ignore_patterns("reference", "build", "generator")
    shutil.copytree(DOCS, source, ignore=generated)
    headings = {file: "\n\n".join(HEADING.findall(text)) for file, text in reference.items()}
    write(reference, headings, source / "reference")
    build(source, built)
    build(source, built / "zh", "language=zh_CN", "suppress_warnings=toc.not_included,myst.header")
    return built


def build(source, built, *settings):
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    defined = [part for setting in settings for part in ("--define", setting)]
    done = subprocess.run(
        [*command, *defined, "--conf-dir", DOCS, source, built],
        env={**os.environ, "PYTHONPATH": str(DOCS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


class Page(HTMLParser):
    """What a page loads, where it links to, and what in it can be linked to."""

    def __init__(self, path):
        super().__init__()
        self.loaded, self.links, self.targets, self.sections = [], [], set(), []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.targets.add(named.get("id"))
        if tag == "section":
            self.sections.append(named.get("id"))
        if "src" in named:
            self.loaded.append(named["src"])
        if "href" in named:
            (self.links if tag == "a" else self.loaded).append(named["href"])


@pytest.fixture(scope="module")
def parsed(site):
    return {path: Page(path) for path in site.rglob("*.html")}


def test_no_page_loads_anything_from_elsewhere(site, parsed):
    loaded = {address for page in parsed.values() for address in page.loaded}
    assert len(loaded) > 10
    assert [address for address in loaded if urlsplit(address).netloc] == []
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert "url(http" not in styles.replace("'", "").replace('"', "")
    assert "@import" not in styles


def test_every_link_within_the_site_leads_somewhere(parsed):
    broken = []
    for path, page in parsed.items():
        for link in page.links:
            address = urlsplit(link)
            file = (path.parent / unquote(address.path)).resolve() if address.path else path
            if address.scheme or not link.strip("#"):
                continue
            target = parsed.get(file)
            if not file.exists() or (target and address.fragment not in {"", *target.targets}):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_every_page_leads_to_itself_in_the_other_language(site, parsed):
    # The theme fills the pages of the search and the index by itself.
    written = {path: page for path, page in parsed.items() if path.stem not in BY_THE_THEME}
    for path, page in written.items():
        name = path.relative_to(site / "zh" if "zh" in path.relative_to(site).parts else site)
        others = {(path.parent / link).resolve() for link in page.links if link.endswith(".html")}
        assert {site / name, site / "zh" / name} - {path} <= others, name


def test_pages_in_chinese_have_the_sections_of_those_in_english(site, parsed):
    written = [path for path in site.glob("*.html") if (DOCS / f"{path.stem}.md").exists()]
    assert len(written) > 15
    for path in written:
        assert parsed[path].sections == parsed[site / "zh" / path.name].sections, path.name


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("养老床位入住率", "养老服务与老年福利 · Elderly care and welfare > 养老床位入住率"),
        ("床位入住", "养老服务与老年福利 · Elderly care and welfare"),
        ("dibao_standard", "社会救助 · Social assistance > dibao_standard"),
        ("calc_low", "mart: figures"),
    ],
)
def test_search_finds_words_of_both_languages_without_a_network(site, chromium, words, title):
    page = chromium.new_page()
    requests, messages = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(f"{(site / 'search.html').as_uri()}?q={words}")
    page.wait_for_selector("#search-results li")
    found = page.locator("#search-results").inner_text()
    assert title in found
    assert [url for url in requests if not url.startswith("file:")] == []
    assert messages == []
