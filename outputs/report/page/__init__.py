"""The report as one HTML file that needs nothing else and may load nothing else."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from string import Template

from sqlalchemy import Connection

from ..areas import Place
from .packing import embedded
from .tables import content, definitions

TEMPLATE = files(__package__).joinpath("template")
VENDOR = files(__package__).joinpath("vendor")
LICENCES = ("NOTICE-echarts", "LICENSE-echarts", "LICENSE-zrender", "LICENSE-d3")
# In the order in which they need each other.
SCRIPTS = (
    "dom", "words", "panel_words", "data", "format", "number", "provenance", "metric_facts",
    "series", "chart", "bars", "headlines", "trends", "gap", "coverage", "ranking", "programmes",
    "doubts", "alerts", "completeness", "sources", "page",
)  # fmt: skip


def page(connection: Connection, places: Sequence[Place], language: str) -> str:
    """The HTML of a report on these areas."""
    included = [place for place in places if place.included]
    data = {
        "meta": _meta(language, len(places) - len(included)),
        "areas": [place.shown for place in included],
        **definitions(),
        **content(connection, [place.code for place in included]),
    }
    return _html(embedded(data), language)


def _meta(language: str, left_out: int) -> dict[str, object]:
    return {
        "language": language,
        "made": datetime.now().astimezone().isoformat(timespec="minutes"),
        "version": version("minzheng"),
        "left_out": left_out,
    }


def _html(data: str, language: str) -> str:
    style = TEMPLATE.joinpath("style.css").read_text("utf-8")
    library = VENDOR.joinpath("echarts.common.min.js").read_text("utf-8")
    script = "\n".join(TEMPLATE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return Template(TEMPLATE.joinpath("page.html").read_text("utf-8")).substitute(
        language={"zh": "zh-CN"}.get(language, language),
        policy=_policy([library, script], style),
        style=style,
        library=library,
        script=script,
        data=data,
        licences="\n\n".join(VENDOR.joinpath(name).read_text("utf-8") for name in LICENCES),
    )


def _policy(scripts: Sequence[str], style: str) -> str:
    """What the page may do: run these scripts, use this style, show pictures it drew itself."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
