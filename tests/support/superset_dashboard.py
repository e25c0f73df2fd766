"""The dashboard in Chromium: what its charts were answered, and what it looks like."""

import json
import re
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, quote, urlsplit

from support.chromium import browser
from support.superset_server import PASSWORD, USER

# High enough for every chart to be in sight, since Superset draws only those.
VIEW = {"width": 1600, "height": 6000}


class Dashboard:
    """An open page, with the last answer that each chart was given, by its title."""

    def __init__(self, page, superset):
        self.page = page
        self.superset = superset
        self.titles = {chart["id"]: chart["slice_name"] for chart in superset.charts()}
        self.answers = {}
        page.on("response", self._keep)

    def _keep(self, response):
        url = urlsplit(response.url)
        form = parse_qs(url.query).get("form_data")
        if url.path in ("/api/v1/chart/data", "/superset/explore_json/") and form:
            self.answers[self.titles[json.loads(form[0])["slice_id"]]] = response

    def log_in(self):
        self.page.goto(f"{self.superset.url}/login/")
        self.page.fill("#username", USER)
        self.page.fill("#password", PASSWORD)
        self.page.press("#password", "Enter")
        self.page.wait_for_url("**/superset/welcome/**")

    def open(self, filters=None):
        """Open it, with filters as an address carries them."""
        query = f"?native_filters={quote(filters)}" if filters else ""
        self.answers.clear()
        self.page.goto(f"{self.superset.url}/superset/dashboard/minzheng/{query}")
        self.settle()

    def choose(self, name, option):
        """Set a filter to one value, and wait for what the charts make of it."""
        self.page.locator(f"[data-test='NATIVE_FILTER-{name}']").click()
        self.page.keyboard.type(option)
        self.page.locator(f".ant-select-item-option[title='{option}']").click()
        self.answers.clear()
        self.page.locator("[data-test='filter-bar__apply-button']").click()
        self.settle(1)

    def offered(self, name):
        """How many values a filter offers."""
        place = self.page.locator(f"[data-test='NATIVE_FILTER-{name}']")
        return int(re.search(r"\d+", place.inner_text())[0])

    def settle(self, least=None):
        """Wait until so many charts (or all) were answered, and none is waiting any more."""
        least = len(self.titles) if least is None else least
        deadline = time.monotonic() + 180
        quiet = 0
        while quiet < 4:
            assert time.monotonic() < deadline, f"answered: {sorted(self.answers)}"
            self.page.wait_for_timeout(500)
            waiting = self.page.locator(".loading, [data-test='loading-indicator']").count()
            quiet = quiet + 1 if len(self.answers) >= least and not waiting else 0

    def data(self, title):
        """The rows that a chart was answered last."""
        answer = self.answers[title]
        assert answer.status == 200, answer.text()[:1000]
        # Maps are answered by the older of its ways.
        found = answer.json()
        return found["result"][0]["data"] if "result" in found else found["data"]


@contextmanager
def dashboard(superset):
    with browser() as chromium:
        page = chromium.new_page(viewport=VIEW, locale="zh-CN")
        opened = Dashboard(page, superset)
        opened.log_in()
        yield opened
