"""Growth is kept, where it is settled: a value beside the one before it and the earliest one.

Whoever writes observations past the loaders unsettles it: views compute what is not settled.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

UNSETTLE = """
    create function core.unsettle_growth() returns trigger language plpgsql as $$
    begin
        if current_setting('minzheng.settles', true) is distinct from 'on' then
            update core.indicator set growth_settled = false where growth_settled;
        end if;
        return null;
    end
    $$
"""
UNSETTLE_INDICATOR = """
    create function core.unsettle_indicator() returns trigger language plpgsql as $$
    begin
        new.growth_settled := false;
        return new;
    end
    $$
"""
TRIGGERS = """
    create trigger observation_growth
    after insert or update or delete or truncate on core.observation
    for each statement execute function core.unsettle_growth();
    alter table core.observation enable always trigger observation_growth;
    create trigger indicator_growth
    before update of kind on core.indicator
    for each row when (new.kind <> old.kind) execute function core.unsettle_indicator();
    alter table core.indicator enable always trigger indicator_growth
"""


def upgrade() -> None:
    op.create_table("growth", *_columns(), schema="core", comment=COMMENT)
    columns = ["admin_unit_id", "indicator_id"]
    op.create_index("growth_admin_unit_id_indicator_id_idx", "growth", columns, schema="core")
    settled = _column(
        "growth_settled",
        sa.Boolean(),
        "core.growth 是否齐备,否则由视图计算 / Whether core.growth is complete; if not, views compute"
        " its growth",
        server_default="false",
    )
    op.add_column("indicator", settled, schema="core")
    for statement in (UNSETTLE, UNSETTLE_INDICATOR, TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop trigger observation_growth on core.observation")
    op.execute("drop trigger indicator_growth on core.indicator")
    op.execute("drop function core.unsettle_growth(), core.unsettle_indicator()")
    op.drop_column("indicator", "growth_settled", schema="core")
    op.drop_table("growth", schema="core")


COMMENT = (
    "采用值及其序列中的前一值和最早值,由装载维护 / Accepted values beside the one before and the"
    " earliest one of their series, kept by the loaders"
)


def _column(name: str, kind: Any, comment: str, **options: Any) -> Any:
    return sa.Column(name, kind, comment=comment, **{"nullable": False} | options)


def _columns() -> list[Any]:
    return [
        _column("indicator_id", sa.Integer(), "指标 / Indicator"),
        _column("admin_unit_id", sa.Integer(), "地区 / Administrative unit or set"),
        _column("breakdown_id", sa.Integer(), "分组 / Breakdown"),
        _column("observation_id", sa.Integer(), "观测 / Observation"),
        _column("period_start", sa.Date(), "时期首日 / First day"),
        _column("period_end", sa.Date(), "时期末日(含) / Last day, inclusive"),
        _column("basis", sa.Text(), "时期口径 / point, during or effective"),
        _column("value", sa.Numeric(), "数值 / Value"),
        _number("low", "下界 / Least value the print allows"),
        _number("high", "上界 / Greatest value the print allows"),
        _number("calc_low", "推算下界 / Low for derivation"),
        _number("calc_high", "推算上界 / High for derivation"),
        *_base("previous", "前一值", "Observation before"),
        *_base("first", "最早值", "Earliest observation"),
        sa.PrimaryKeyConstraint(
            "indicator_id", "admin_unit_id", "breakdown_id", "observation_id", name="growth_pkey"
        ),
    ]


def _base(name: str, zh: str, en: str) -> list[Any]:
    """What is kept of the value that another one is compared with."""
    return [
        _column(
            f"{name}_id",
            sa.Integer(),
            f"{zh}的观测,空为不可比 / {en}; null where not comparable",
            nullable=True,
        ),
        _column(f"{name}_start", sa.Date(), f"{zh}的首日 / Its first day", nullable=True),
        _column(f"{name}_end", sa.Date(), f"{zh}的末日 / Its last day", nullable=True),
        _column(f"{name}_basis", sa.Text(), f"{zh}的口径 / Its basis", nullable=True),
        _number(f"{name}_value", f"{zh} / Its value"),
        _number(f"{name}_low", f"{zh}推算下界 / Its calc_low"),
        _number(f"{name}_high", f"{zh}推算上界 / Its calc_high"),
    ]


def _number(name: str, comment: str) -> Any:
    return _column(name, sa.Numeric(), comment, nullable=True)
