"""One chart of the report as a PNG file. Needs matplotlib, and for Chinese a font with it."""

import io
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from sqlalchemy import Connection

from ....errors import MinzhengError
from ....printable import printable
from ..names import Names, names
from ..report_areas import NoFigures, ReportArea
from ..report_queries import shown
from . import drawing
from .fonts import chinese
from .points import Series, series_of
from .selection import one_day, one_level

SCALES = {"zh": ((1e8, "亿"), (1e4, "万")), "en": ((1e9, " billion"), (1e6, " million"))}
SOURCES = {"zh": "来源：", "en": "Sources: "}
MOST_SOURCES = 3
NO_FONT = (
    "No installed font has Chinese characters, so the picture would show boxes. Install one "
    "(on Debian: apt-get install fonts-noto-cjk), or ask for --lang en."
)


class NoFont(MinzhengError):
    """No installed font has Chinese characters."""


def picture(connection: Connection, areas: Sequence[ReportArea], code: str, language: str) -> bytes:
    """The chart ``code`` of charts.csv for the first area that was named."""
    (chart,) = (line for line in shown("charts") if line["code"] == code)
    column = "name" if language == "zh" else "name_en"
    area_names = {area.code: getattr(area, column) or area.name for area in areas}
    (named, *_) = (area for area in areas if area.depth == 0)
    series = _series(connection, areas, chart, names(connection, language))
    if not series:
        raise NoFigures(f"The database lacks figures of {named.code} for chart {code}.")
    title = f"{area_names[named.code]} · {chart[column]}"
    unit = names(connection, language).units[series[0].unit]
    with matplotlib.rc_context(_style(language)):
        return _png(_draw(chart["form"], series, area_names, title, unit, language))


def _series(
    connection: Connection, areas: Sequence[ReportArea], chart: dict[str, str], known: Names
) -> list[Series]:
    lines = [line for line in shown("series") if line["chart"] == chart["code"]]
    find = partial(series_of, connection, lines, known=known)
    if chart["form"] == "trend":
        return find([next(area.code for area in areas if area.depth == 0)])
    found = find([area.code for area in areas if area.included])
    return one_day(found, areas) if chart["form"] == "gap" else one_level(found, areas)


def _style(language: str) -> Any:
    font = chinese()
    if language == "zh" and not font:
        raise NoFont(NO_FONT)
    return {
        "font.family": [font, "DejaVu Sans"] if font else ["DejaVu Sans"],
        "axes.edgecolor": drawing.MUTED,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": drawing.MUTED,
        "ytick.color": drawing.INK,
    }


def _draw(
    form: str, series: list[Series], names: dict[str, str], title: str, unit: str, language: str
) -> Figure:
    areas = len({one.area for one in series})
    figure = Figure(figsize=(8, 4.5 if form == "trend" else 1.5 + 0.26 * areas))
    axes = figure.subplots()
    label = partial(_label, language=language)
    if form == "trend":
        drawing.lines(axes, series, label)
    else:
        draw = drawing.ranked if form == "ranking" else drawing.paired
        draw(axes, series, names, label)
    day = f" · {series[0].last_day}" if form == "ranking" else ""
    axes.set_title(printable(title + day), loc="left", color=drawing.INK, fontsize=13, pad=26)
    note = partial(axes.annotate, xycoords="axes fraction", textcoords="offset points")
    note(printable(unit), (0, 1), xytext=(0, 9), color=drawing.MUTED)
    note(
        printable(_sources(series, language)),
        (0, 0),
        xytext=(0, -36),
        color=drawing.MUTED,
        fontsize=8,
        linespacing=1.5,
        va="top",
    )
    return figure


def _label(value: float, language: str) -> str:
    scales = SCALES[language] if abs(value) >= 1e5 else ()
    factor, mark = next(((one, mark) for one, mark in scales if abs(value) >= one), (1, ""))
    text = f"{value / factor:,.2f}"
    return text.rstrip("0").rstrip(".") + mark


def _sources(series: Sequence[Series], language: str) -> str:
    """The sources of most points: their titles, which are Chinese, or in English their codes."""
    column = "source_title" if language == "zh" else "source_code"
    titles = Counter(getattr(point, column) for one in series for point in one.points)
    named = [title for title, _ in titles.most_common(MOST_SOURCES)]
    return "\n".join([SOURCES[language] + named[0], *named[1:]]) + (
        f"\n… (+{len(titles) - MOST_SOURCES})" if len(titles) > MOST_SOURCES else ""
    )


def _png(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=160, bbox_inches="tight", pad_inches=0.2)
    return file.getvalue()
