"""One chart of the report as a PNG file; needs matplotlib, and for Chinese a font that has it."""

import io
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from sqlalchemy import Connection

from ....errors import MinzhengError
from ..answers import lines
from ..areas import NoFigures, Place
from ..names import Names, names
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
    """Chinese cannot be written."""


def picture(connection: Connection, places: Sequence[Place], code: str, language: str) -> bytes:
    """The chart ``code`` of charts.csv for the first area asked for."""
    (chart,) = (line for line in lines("charts") if line["code"] == code)
    column = "name" if language == "zh" else "name_en"
    called = {place.code: getattr(place, column) or place.name for place in places}
    (area, *_) = (place for place in places if place.depth == 0)
    series = _series(connection, places, chart, names(connection, language))
    if not series:
        raise NoFigures(f"The database has not the figures of {area.code} for chart {code}.")
    title = f"{called[area.code]} · {chart[column]}"
    unit = names(connection, language).units[series[0].unit]
    with matplotlib.rc_context(_style(language)):
        return _file(_drawn(chart["form"], series, called, title, unit, language))


def _series(
    connection: Connection, places: Sequence[Place], chart: dict[str, str], known: Names
) -> list[Series]:
    asked = [line for line in lines("series") if line["chart"] == chart["code"]]
    find = partial(series_of, connection, asked, known=known)
    if chart["form"] == "trend":
        return find([next(place.code for place in places if place.depth == 0)])
    found = find([place.code for place in places if place.included])
    return one_day(found, places) if chart["form"] == "gap" else one_level(found, places)


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


def _drawn(
    form: str, series: list[Series], called: dict[str, str], title: str, unit: str, language: str
) -> Figure:
    areas = len({one.area for one in series})
    figure = Figure(figsize=(8, 4.5 if form == "trend" else 1.5 + 0.26 * areas))
    axes = figure.subplots()
    written = partial(_written, language=language)
    if form == "trend":
        drawing.lines(axes, series, written)
    else:
        draw = drawing.ranked if form == "ranking" else drawing.paired
        draw(axes, series, called, written)
    day = f" · {series[0].last_day}" if form == "ranking" else ""
    axes.set_title(title + day, loc="left", color=drawing.INK, fontsize=13, pad=26)
    note = partial(axes.annotate, xycoords="axes fraction", textcoords="offset points")
    note(unit, (0, 1), xytext=(0, 9), color=drawing.MUTED)
    note(
        _sources(series, language),
        (0, 0),
        xytext=(0, -36),
        color=drawing.MUTED,
        fontsize=8,
        linespacing=1.5,
        va="top",
    )
    return figure


def _written(value: float, language: str) -> str:
    scales = SCALES[language] if abs(value) >= 1e5 else ()
    factor, mark = next(((one, mark) for one, mark in scales if abs(value) >= one), (1, ""))
    text = f"{value / factor:,.2f}"
    return text.rstrip("0").rstrip(".") + mark


def _sources(series: Sequence[Series], language: str) -> str:
    """The publications that most points are from: titles, which are Chinese, or codes."""
    column = "source_title" if language == "zh" else "source_code"
    titles = Counter(getattr(point, column) for one in series for point in one.points)
    shown = [title for title, _ in titles.most_common(MOST_SOURCES)]
    return "\n".join([SOURCES[language] + shown[0], *shown[1:]]) + (
        f"\n… (+{len(titles) - MOST_SOURCES})" if len(titles) > MOST_SOURCES else ""
    )


def _file(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=160, bbox_inches="tight", pad_inches=0.2)
    return file.getvalue()
