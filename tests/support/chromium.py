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


@contextmanager
def browser():
    """Chromium of the system; playwright's own would have to be downloaded."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=PATH, headless=True, args=FLAGS)
        yield chromium
        chromium.close()
