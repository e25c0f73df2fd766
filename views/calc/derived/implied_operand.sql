-- 推算值及同地同日的报告值 / The implied values, and the reported ones of the areas and last days for
-- which anything is implied, on ids. One row per value.
create view calc.implied_operand as
select
    'implied' as kind,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    source_id,
    period_end,
    value,
    low,
    high
from calc.implied_figure
union all
select
    'reported',
    indicator_id,
    breakdown_id,
    admin_unit_id,
    source_id,
    period_end,
    value,
    calc_low,
    calc_high
from calc.figure
where
    (admin_unit_id, period_end) in (
        select
            implied.admin_unit_id,
            implied.period_end
        from calc.implied_figure as implied
    )
