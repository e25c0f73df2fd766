"""HTML files that need nothing else and may load nothing else: script, style and their hashes."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from string import Template

MODULE_SYNTAX = re.compile(
    r'^import (?:\{[^}]*\}|\w+) from "[^"]*"(?: with \{[^}]*\})?;\n|^export ', re.MULTILINE
)


def page_of(
    body: str, title: str, scripts: Sequence[str], style: str, language: str = "zh-CN"
) -> str:
    """A page with this body, which holds the scripts, and may run no others."""
    shell = files(__package__).joinpath("offline_page.html").read_text("utf-8")
    return Template(shell).substitute(
        body=body, title=title, policy=policy(scripts, style), style=style, language=language
    )


def bundle(modules: Sequence[str]) -> str:
    """One script of all modules: those in a page cannot import each other."""
    return "\n".join(['"use strict";', *(MODULE_SYNTAX.sub("", module) for module in modules)])


def constant(name: str, json_text: str) -> str:
    """What modules import from a file of JSON."""
    return f"const {name} = {json_text};"


def policy(scripts: Sequence[str], style: str) -> str:
    """The content security policy: these scripts, this style, and images in the page itself."""
    allowed = " ".join(map(source_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {source_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def script_json(data: object) -> str:
    """JSON that cannot end the script element that it stands in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
