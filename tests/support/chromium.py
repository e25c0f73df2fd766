"""Chromium without a network, and what a page in it did: requests and console messages."""

import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

PATH = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

needs_chromium = pytest.mark.skipif(PATH is None, reason="chromium is not installed")


def new_page(context):
    """A page whose .noise is what it asked for or complained of."""
    page = context.new_page()
    page.noise = []
    page.on("request", lambda request: page.noise.append(request.url))
    page.on("console", lambda message: page.noise.append(message.text))
    page.on("pageerror", lambda error: page.noise.append(str(error)))
    return page


@contextmanager
def browser():
    """Chromium of the system; playwright's own would have to be downloaded."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=PATH, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def windows(chromium):
    """Opens pages in windows of their own, which are closed at the end."""
    contexts = []

    def open_window(width, scheme, **options):
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, color_scheme=scheme, offline=True, **options)
        contexts.append(context)
        return new_page(context)

    yield open_window
    for context in contexts:
        context.close()


def show(page, path, selector, part=""):
    """Go to a file, and wait for what it draws; to be asked for is no noise."""
    page.goto(path.as_uri() + part)
    page.wait_for_selector(selector)
    assert page.noise.pop(0).startswith(path.as_uri())
