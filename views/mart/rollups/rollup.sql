-- 上级与下级之和 / Parents against their children, each in the hierarchy of the last day of its
-- period: see mart.rollup_at, and why a total is known not to be their sum. One row per parent,
-- indicator, breakdown and period for which any child reports.
create view mart.rollup as
select
    rollup.*, -- noqa: AM04
    residual_reason.reason as residual_reason,
    residual_reason.reason_en as residual_reason_en
from mart.rollup_at(null) as rollup
left join core.indicator on indicator.code = rollup.indicator_code
left join core.residual_reason
    on
        residual_reason.indicator_id = indicator.indicator_id
        and residual_reason.level = rollup.area_level
