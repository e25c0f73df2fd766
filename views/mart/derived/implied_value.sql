-- 由陈述的比较推算的值 / A value that no source reports, but that a stated growth, difference,
-- multiple or share implies together with the value it is about: 8736, up by 19.3 % on 2019, was
-- 7322.7 then. Of several that imply one cell, the one with the narrowest interval. Never mixed
-- with reported values. One row per cell that no source reports.
create view mart.implied_value as
select
    (indicator.naming).*,
    (area_label.naming).*,
    breakdown.breakdown,
    implied.period_start,
    implied.period_end,
    implied.basis,
    implied.value,
    implied.low,
    implied.high,
    indicator.unit,
    source.code as source_code,
    implied.comparison_id
from calc.implied_figure as implied
inner join core.source using (source_id)
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.breakdown_label as breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
