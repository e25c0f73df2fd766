"""The latest code and name of every area in a table of their own, kept by triggers.

Every view joins it: of a table with a key the planner knows how many rows come out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

LABELED = ("admin_unit_version", "admin_unit_set")
LABELS = """
    select
        latest.admin_unit_id, latest.code, latest.name, latest.name_en, latest.level,
        latest.parent_id
    from core.admin_unit_version as latest
    where not exists (
        select from core.admin_unit_version as later
        where
            later.admin_unit_id = latest.admin_unit_id
            and lower(later.valid) > lower(latest.valid)
    )
    union all
    select
        admin_unit_id, admin_unit.key, admin_unit_set.name, admin_unit_set.name_en, 'set',
        admin_unit_set.within_id
    from core.admin_unit_set
    inner join core.admin_unit using (admin_unit_id)
"""
COLUMNS = "admin_unit_id, area_code, area_name, area_name_en, area_level, parent_id"
KEEP = f"""
    create function core.keep_area_labels() returns trigger language plpgsql as $$
    begin
        delete from core.area_label
        where
            not exists (
                select from core.admin_unit_version
                where admin_unit_version.admin_unit_id = area_label.admin_unit_id
            )
            and not exists (
                select from core.admin_unit_set
                where admin_unit_set.admin_unit_id = area_label.admin_unit_id
            );
        insert into core.area_label ({COLUMNS})
        {LABELS}
        except all
        select {COLUMNS} from core.area_label
        on conflict (admin_unit_id) do update set
            area_code = excluded.area_code,
            area_name = excluded.area_name,
            area_name_en = excluded.area_name_en,
            area_level = excluded.area_level,
            parent_id = excluded.parent_id;
        return null;
    end
    $$
"""


def upgrade() -> None:
    _create_table()
    op.execute(KEEP)
    for table in LABELED:
        op.execute(f"""
            create trigger {table}_labels
            after insert or update or delete or truncate on core.{table}
            for each statement execute function core.keep_area_labels()
        """)
        # A bulk load that has joined its keys switches the others off.
        op.execute(f"alter table core.{table} enable always trigger {table}_labels")
    op.execute(f"insert into core.area_label ({COLUMNS}) {LABELS}")


def downgrade() -> None:
    for table in LABELED:
        op.execute(f"drop trigger {table}_labels on core.{table}")
    op.execute("drop function core.keep_area_labels()")
    op.drop_table("area_label", schema="core")


def _create_table() -> None:
    op.create_table(
        "area_label",
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            nullable=False,
            comment="行政单位或单位集合 / Administrative unit or set",
        ),
        sa.Column(
            "area_code",
            sa.Text(),
            nullable=False,
            comment="代码,集合为其键 / Code; of a set its key",
        ),
        sa.Column("area_name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("area_name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column(
            "area_level",
            sa.Text(),
            nullable=False,
            comment="级别,集合为 set / Level; set for a set",
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="上级单位 / Unit right above"),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name="area_label_admin_unit_id_fkey",
            ondelete="cascade",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["core.admin_unit.admin_unit_id"],
            name="area_label_parent_id_fkey",
        ),
        sa.PrimaryKeyConstraint("admin_unit_id", name="area_label_pkey"),
        schema="core",
        comment="地区的最新代码和名称,由触发器维护 / Latest codes and names, kept by triggers",
    )
    op.create_index("area_label_area_code_idx", "area_label", ["area_code"], schema="core")
