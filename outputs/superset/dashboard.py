"""The dashboard of the bundle: the places of the charts, and the filters."""

from collections.abc import Iterator
from typing import Any

from .charts import definitions
from .identity import identity

TITLE = "民政统计 / Civil affairs statistics"
SLUG = "minzheng"
COLUMNS = 12

# Filters by a column, which apply to every chart whose dataset has it: the dataset whose values
# they offer, their column, and the filters that narrow what they offer.
FILTERS = {
    "province": ("省 / Province", "area_choice", "province", []),
    "prefecture": ("市州 / Prefecture", "area_choice", "prefecture", ["province"]),
    "county": ("县 / County", "area_choice", "county", ["province", "prefecture"]),
    "program": ("业务门类 / Programme", "observation_wide", "program_name", []),
}
AREAS = ("province", "prefecture", "county")
COLORS = {"存疑 / doubtful": "#c4423a", "无疑点 / no doubt": "#3a6ea5"}


def dashboard() -> dict[str, Any]:
    """The dashboard as Superset imports it."""
    return {
        "dashboard_title": TITLE,
        "slug": SLUG,
        "uuid": identity("dashboard", SLUG),
        "version": "1.0.0",
        "published": True,
        "description": None,
        "css": None,
        "position": position(),
        "metadata": {
            "native_filter_configuration": [*_column_filters(), _period_filter()],
            # None, which maps would take for categories in place of their shades.
            "color_scheme": "",
            "label_colors": COLORS,
            "refresh_frequency": 0,
            "cross_filters_enabled": True,
        },
    }


def position() -> dict[str, Any]:
    """The tree of rows: a heading starts a section, charts stand side by side up to the width."""
    rows = list(_rows())
    nodes: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": TITLE}},
        "GRID_ID": {
            "type": "GRID",
            "id": "GRID_ID",
            "children": [row["id"] for row, _children in rows],
            "parents": ["ROOT_ID"],
        },
    }
    for row, children in rows:
        nodes[row["id"]] = {**row, "children": [child["id"] for child in children]}
        nodes.update({child["id"]: child for child in children})
    return nodes


def _rows() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    row: list[dict[str, Any]] = []
    for number, chart in enumerate(definitions(), 1):
        width = sum(child["meta"]["width"] for child in row)
        if row and ("section" in chart or width + chart["width"] > COLUMNS):
            yield _row(row)
            row = []
        if section := chart.get("section"):
            yield _heading(chart["slug"], section), []
        row.append(_chart(number, chart))
    yield _row(row)


def _heading(slug: str, text: str) -> dict[str, Any]:
    return {
        "type": "HEADER",
        "id": f"HEADER-{slug}",
        "parents": ["ROOT_ID", "GRID_ID"],
        "meta": {
            "text": text,
            "headerSize": "MEDIUM_HEADER",
            "background": "BACKGROUND_TRANSPARENT",
        },
    }


def _row(children: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    name = f"ROW-{children[0]['id']}"
    parents = ["ROOT_ID", "GRID_ID"]
    row = {
        "type": "ROW",
        "id": name,
        "parents": parents,
        "meta": {"background": "BACKGROUND_TRANSPARENT"},
    }
    return row, [{**child, "parents": [*parents, name]} for child in children]


def _chart(number: int, chart: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "CHART",
        "id": f"CHART-{chart['slug']}",
        "children": [],
        "meta": {
            "chartId": number,
            "uuid": identity("chart", chart["slug"]),
            "sliceName": chart["title"],
            "width": chart["width"],
            "height": chart["height"],
        },
    }


def _column_filters() -> Iterator[dict[str, Any]]:
    for name, (label, dataset, column, parents) in FILTERS.items():
        yield {
            **_filter(name, label, "filter_select"),
            "targets": [
                {"column": {"name": column}, "datasetUuid": identity("dataset", dataset)},
            ],
            "controlValues": {
                # One area, since headline figures are of one.
                "multiSelect": name not in AREAS,
                "enableEmptyFilter": False,
                "searchAllOptions": name in AREAS,
                "sortAscending": True,
            },
            "cascadeParentIds": [_filter_id(parent) for parent in parents],
            # A province has no prefecture that could be chosen.
            "adhoc_filters": [
                {
                    "clause": "WHERE",
                    "expressionType": "SIMPLE",
                    "subject": column,
                    "operator": "IS NOT NULL",
                    "operatorId": "IS_NOT_NULL",
                    "comparator": None,
                }
            ],
        }


def _period_filter() -> dict[str, Any]:
    return {
        **_filter("period", "时期 / Period", "filter_time"),
        "targets": [{}],
        "controlValues": {"enableEmptyFilter": False},
        "cascadeParentIds": [],
    }


def _filter(name: str, label: str, kind: str) -> dict[str, Any]:
    beyond = [
        number for number, chart in enumerate(definitions(), 1) if name in chart.get("beyond", [])
    ]
    return {
        "id": _filter_id(name),
        "name": label,
        "type": "NATIVE_FILTER",
        "filterType": kind,
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "scope": {"rootPath": ["ROOT_ID"], "excluded": beyond},
        "description": "",
    }


def _filter_id(name: str) -> str:
    return f"NATIVE_FILTER-{name}"
