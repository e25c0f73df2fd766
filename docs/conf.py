"""Configures Sphinx, which builds the site from the pages here and those of the generator."""

import gc

from generator.languages import (
    TranslateComments,
    link_other_language,
    read_generated_in_chinese,
)
from generator.navigation import add_navigation
from generator.search import EnglishAndChinese, find_by_each_name
from sphinx.application import Sphinx

# What is parsed stays until the end: to look through it for garbage takes a third of the time.
gc.set_threshold(1_000_000)

project = "minzheng"
html_title = "minzheng 民政统计数据库"
extensions = ["myst_parser"]
exclude_patterns = ["build", "**.zh.md"]
locale_dirs = ["locale"]
myst_heading_anchors = 3
# Pages refer to pages and to their headings, to nothing of Python or C++.
myst_ref_domains = ["std"]
highlight_language = "text"

html_theme = "furo"
templates_path = ["templates"]
html_static_path = ["style.css"]
html_css_files = ["style.css"]
html_search_language = EnglishAndChinese.lang
# The pages are meant to be opened from disk, where nothing can be fetched.
html_show_search_summary = False
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {
    # Fonts for both languages that are installed with the systems. In the monospaced ones a Chinese
    # character is as wide as two others, so that the columns of tables in text are aligned.
    "light_css_variables": {
        "font-stack": "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
        "font-stack--monospace": "'Noto Sans Mono CJK SC', 'Sarasa Mono SC', monospace",
    },
}


def setup(app: Sphinx) -> None:
    app.connect("source-read", read_generated_in_chinese)
    app.connect("source-read", add_navigation)
    app.connect("html-page-context", link_other_language)
    app.add_transform(TranslateComments)
    # After all pages are written, before the search index is.
    app.connect("html-collect-pages", find_by_each_name)
    app.add_search_language(EnglishAndChinese)
