"""The charts of the bundle, as charts.toml describes them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from .datasets import definitions as datasets
from .identity import identity

# Superset's names for the kinds of charts.
VIZ = {
    "number": "big_number",
    "line": "echarts_timeseries_line",
    "bars": "echarts_timeseries_bar",
    "columns": "echarts_timeseries_bar",
    "shares": "echarts_timeseries_bar",
    "map": "country_map",
    "table": "table",
}


@cache
def definitions() -> list[dict[str, Any]]:
    """The charts of charts.toml, in order."""
    text = files(__package__).joinpath("charts.toml").read_text("utf-8")
    return list(tomllib.loads(text)["chart"])


def chart(definition: dict[str, Any]) -> dict[str, Any]:
    """A chart as Superset imports it."""
    kind = definition["kind"]
    return {
        "slice_name": definition["title"],
        "uuid": identity("chart", definition["slug"]),
        "dataset_uuid": identity("dataset", definition["dataset"]),
        "version": "1.0.0",
        "viz_type": VIZ[kind],
        "params": {
            "viz_type": VIZ[kind],
            "adhoc_filters": _filters(definition),
            **MAKERS[kind](definition),
        },
        "query_context": None,
        "cache_timeout": None,
    }


def _number(definition: dict[str, Any]) -> dict[str, Any]:
    """The latest figure with its day, and how it grew on the row before, which is a year away."""
    return {
        "metric": definition["metric"],
        "x_axis": definition["x"],
        "time_grain_sqla": "P1D",
        "compare_lag": 1,
        "compare_suffix": "比上年 / a year",
        "show_timestamp": True,
        "show_trend_line": True,
        "start_y_axis_at_zero": False,
        "time_format": "%Y-%m-%d",
        "force_timestamp_formatting": False,
        "y_axis_format": definition.get("format", ",d"),
        "header_font_size": 0.4,
        "subheader_font_size": 0.2,
        "rolling_type": "None",
    }


def _line(definition: dict[str, Any]) -> dict[str, Any]:
    return {
        **_series(definition),
        "markerEnabled": True,
        "markerSize": 7,
        "x_axis_time_format": "%Y-%m",
    }


def _columns(definition: dict[str, Any]) -> dict[str, Any]:
    turned = {"xAxisLabelRotation": definition["labels"]} if "labels" in definition else {}
    return {
        **_series(definition),
        **turned,
        "xAxisForceCategorical": True,
        "show_value": definition.get("values", True),
    }


def _bars(definition: dict[str, Any]) -> dict[str, Any]:
    """Doubtful bars differ by colour from the others, which stand in the same places."""
    places = {"stack": "Stack"} if definition.get("by") == ["certainty"] else {}
    return {**_columns(definition), **places, "orientation": "horizontal"}


def _map(definition: dict[str, Any]) -> dict[str, Any]:
    return {
        "select_country": "china",
        "entity": definition["x"],
        "metric": definition["metric"],
        "number_format": definition.get("format", ",d"),
        "linear_color_scheme": "schemeBlues",
    }


def _shares(definition: dict[str, Any]) -> dict[str, Any]:
    """Parts that make up a hundred."""
    bounds = {"truncateYAxis": True, "y_axis_bounds": [0, 100]}
    return {**_bars(definition), **bounds, "stack": "Stack", "show_value": False}


def _series(definition: dict[str, Any]) -> dict[str, Any]:
    return {
        "x_axis": definition["x"],
        "metrics": [definition["metric"]],
        "groupby": definition.get("by", []),
        "row_limit": definition.get("limit", 10000),
        "x_axis_sort": definition["metric"] if definition.get("order") == "metric" else None,
        "x_axis_sort_asc": True,
        "sort_series_type": "name",
        "sort_series_ascending": True,
        "order_desc": True,
        "truncate_metric": True,
        "show_legend": bool(definition.get("by")),
        "legendType": "scroll",
        "legendOrientation": "top",
        "rich_tooltip": True,
        "y_axis_format": definition.get("format", ",d"),
        "color_scheme": "supersetColors",
        "zoomable": False,
    }


def _table(definition: dict[str, Any]) -> dict[str, Any]:
    return {
        "query_mode": "raw",
        "all_columns": definition["columns"],
        "order_by_cols": [f'["{definition["order"]}", false]'],
        "row_limit": 1000,
        "server_page_length": 10,
        "show_cell_bars": False,
        "table_timestamp_format": "%Y-%m-%d",
        "column_config": {
            "observation_count": {"d3NumberFormat": ",d"},
            "left_value": {"d3NumberFormat": ",.2~f"},
            "right_value": {"d3NumberFormat": ",.2~f"},
        },
    }


def _filters(definition: dict[str, Any]) -> list[dict[str, Any]]:
    """The chart's conditions, and one on the date for the period filter of the dashboard."""
    name = definition["dataset"]
    dataset = next(one for one in datasets()["dataset"] if one["name"] == name)
    conditions = [[dataset["date"], "TEMPORAL_RANGE", "No filter"], *definition.get("where", [])]
    groups = [dataset["having"]] if "having" in dataset else []
    return [
        *(
            {
                "clause": "WHERE",
                "expressionType": "SIMPLE",
                "subject": column,
                "operator": operator,
                "operatorId": OPERATORS[operator],
                "comparator": value,
            }
            for column, operator, value in conditions
        ),
        *(
            {"clause": "HAVING", "expressionType": "SQL", "sqlExpression": condition}
            for condition in groups
        ),
    ]


MAKERS = {
    "number": _number,
    "line": _line,
    "bars": _bars,
    "columns": _columns,
    "shares": _shares,
    "map": _map,
    "table": _table,
}
OPERATORS = {"TEMPORAL_RANGE": "TEMPORAL_RANGE", "==": "EQUALS", "!=": "NOT_EQUALS", "IN": "IN"}
