"""Fewer and smaller indexes of observations: what a load writes for each row is what it costs.

Of the reports of a cell one is accepted; the others are few and have an index of their own.
"""

from typing import Any

from alembic import op
from sqlalchemy import text

revision = "0013"
down_revision = "0012"

CELL = [
    "indicator_id",
    "admin_unit_id",
    "breakdown_id",
    "period_start",
    "period_end",
    "basis",
]
REPORT = [*CELL, "source_id", "locator"]
BRIN: dict[str, Any] = {
    "postgresql_using": "brin",
    "postgresql_with": {"pages_per_range": 32, "autosummarize": True},
}
CURRENT = text("withdrawn_at is null")
CONTESTED = text("withdrawn_at is null and not accepted")
WITHDRAWN = text("withdrawn_at is not null")


def create(name: str, columns: list[str], **options: Any) -> None:
    op.create_index(f"observation_{name}", "observation", columns, schema="core", **options)


def drop(*names: str) -> None:
    for name in names:
        op.drop_index(f"observation_{name}", "observation", schema="core")


def upgrade() -> None:
    drop("current_key", "source_id_idx", "load_file_id_idx")
    create("contested_key", REPORT, unique=True, postgresql_where=CONTESTED)
    create("source_id_idx", ["source_id"], **BRIN)
    create("load_file_id_idx", ["load_file_id"], **BRIN)
    create("withdrawn_at_idx", ["withdrawn_at"], postgresql_where=WITHDRAWN)


def downgrade() -> None:
    drop("contested_key", "source_id_idx", "load_file_id_idx", "withdrawn_at_idx")
    create("current_key", REPORT, unique=True, postgresql_where=CURRENT)
    create("source_id_idx", ["source_id"], postgresql_where=CURRENT)
    create("load_file_id_idx", ["load_file_id"])
