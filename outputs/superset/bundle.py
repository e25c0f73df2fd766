"""The bundle: a zip of YAML files, with the same bytes for the same database and address."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from sqlalchemy import URL, Connection

from . import charts, dashboard, datasets
from .identity import identity

# Superset imports a dashboard by hand, or by its API assets, which overwrite existing ones.
KINDS = {"dashboard": "Dashboard", "assets": "assets"}
FOLDER = "minzheng"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
# Superset asks for the password where it finds this mask.
MASK = "XXXXXXXXXX"


def bundle(connection: Connection, address: URL, kind: str = "dashboard") -> bytes:
    """The zip for a Superset that reaches the database at this address."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, document in _files(connection, address, kind):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}.yaml", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # JSON is valid YAML.
            text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
            archive.writestr(entry, f"{text}\n")
    return content.getvalue()


def _files(connection: Connection, address: URL, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "metadata", {"version": "1.0.0", "type": KINDS[kind], "timestamp": "1980-01-01T00:00:00"}
    yield f"databases/{datasets.DATABASE}", _database(address)
    for definition in datasets.definitions()["dataset"]:
        name = f"datasets/{datasets.DATABASE}/{definition['name']}"
        yield name, datasets.dataset(connection, definition)
    for definition in charts.definitions():
        yield f"charts/{definition['slug']}", charts.chart(definition)
    yield f"dashboards/{dashboard.SLUG}", dashboard.dashboard()


def _database(address: URL) -> dict[str, Any]:
    uri = address.set(drivername="postgresql+psycopg2", password=MASK)
    return {
        "database_name": datasets.DATABASE,
        "uuid": identity("database", datasets.DATABASE),
        "version": "1.0.0",
        "sqlalchemy_uri": uri.render_as_string(hide_password=False),
        "expose_in_sqllab": True,
        "allow_dml": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_run_async": False,
        "allow_csv_upload": False,
        "cache_timeout": None,
        "extra": {
            "allows_virtual_table_explore": True,
            # In another time zone Superset would show some dates as the day before.
            "engine_params": {"connect_args": {"options": "-c timezone=UTC"}},
        },
    }
