"""The report as one HTML file that needs nothing else and is allowed to load nothing else."""

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from string import Template

from sqlalchemy import Connection

from ...offline_page import bundle, constant, page_of
from ..report_areas import ReportArea
from .packing import embedded
from .page_data import answers, lists

TEMPLATE = files(__package__).joinpath("template")
VENDOR = files(__package__).joinpath("vendor")
LICENCES = ("NOTICE-echarts", "LICENSE-echarts", "LICENSE-zrender", "LICENSE-d3")
# Modules of the page: each uses only those before it.
SCRIPTS = (
    "dom", "language", "words", "data", "requests", "format",
    "number", "series", "yearly", "chart", "bars", "headlines", "trends", "ranking", "areas_below",
    "gap", "coverage", "programs", "quality", "red_list", "sentences", "alerts", "completeness",
    "facts", "metric_facts", "provenance", "sources", "page",
)  # fmt: skip


def page(connection: Connection, areas: Sequence[ReportArea], language: str) -> str:
    """The HTML of a report on these areas."""
    included = [area for area in areas if area.included]
    data = {
        "meta": _meta(language, len(areas) - len(included)),
        "areas": [area.as_json for area in included],
        **lists(),
        **answers(connection, [area.code for area in included]),
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
    words = TEMPLATE.joinpath("words.json").read_text("utf-8")
    modules = [TEMPLATE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    script = bundle([constant("WORDS", words), *modules])
    body = Template(TEMPLATE.joinpath("body.html").read_text("utf-8")).substitute(
        library=library,
        script=script,
        data=data,
        licences="\n\n".join(VENDOR.joinpath(name).read_text("utf-8") for name in LICENCES),
    )
    language = {"zh": "zh-CN"}.get(language, language)
    return page_of(body, "民政统计报告", [library, script], style, language)
