"""Pages in English and in Chinese: the link between them, and what Sphinx does not translate.

The site in Chinese is in the folder ``zh`` of the one in English. Pages that are written are
translated by the catalogues in ``docs/locale``; of those that are generated there are two files,
``page.md`` and ``page.zh.md``.
"""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import translatable
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

CHINESE = "zh_CN"
# Of shell, TOML and Python, at the end of a line or on a line of its own.
COMMENT = re.compile(r"(?:(?<=\s)|^)# (\S.*)$", re.MULTILINE)


def read_generated_in_chinese(app: Sphinx, document: str, source: list[str]) -> None:
    """Replace a generated page by its file in Chinese."""
    chinese = Path(app.srcdir, f"{document}.zh.md")
    if app.config.language == CHINESE and chinese.exists():
        source[0] = chinese.read_text("utf-8")


def link_other_language(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Tell the template of pages where the same page is in the other language."""
    root = "../" * page.count("/")
    context["other_language"] = (
        {"code": "en", "name": "English", "address": f"{root}../{page}.html"}
        if app.config.language == CHINESE
        else {"code": "zh-CN", "name": "中文", "address": f"{root}zh/{page}.html"}
    )


# A writer looks for the method that writes a node by the name of its class.
class literal_block(nodes.literal_block, translatable):  # type: ignore[misc]
    """A block of code whose comments are translated, one by one."""

    def preserve_original_messages(self) -> None:
        self["comments"] = COMMENT.findall(self.astext())

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        # Code is highlighted only if both forms of its text are equal.
        self.rawsource = self.astext().replace(f"# {original_message}", f"# {translated_message}")
        self.children = [nodes.Text(self.rawsource)]

    def extract_original_messages(self) -> list[str]:
        return list(self["comments"])


class TranslateComments(SphinxTransform):
    """Let the comments in code be translated, which Sphinx does for whole blocks of reST only."""

    # Before messages are collected, at 10.
    default_priority = 5

    def apply(self, **_: Any) -> None:
        for block in list(self.document.findall(nodes.literal_block)):
            if COMMENT.search(block.astext()):
                new = literal_block(block.rawsource, block.astext(), **block.attributes)
                new.source, new.line = block.source, block.line
                block.replace_self(new)
