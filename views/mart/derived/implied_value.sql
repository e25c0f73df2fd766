-- 由陈述的比较推算的值 / A value that no source reports, but that a stated growth, difference,
-- multiple or share implies together with the value it is about: 8736, up by 19.3 % on 2019, was
-- 7322.7 then. Of several that imply one cell, the one with the narrowest interval. Never mixed
-- with reported values. One row per cell that no source reports.
create view mart.implied_value as
select distinct on (
    stated.base_indicator_code, stated.base_area_code, stated.base_breakdown,
    stated.base_period_start, stated.base_period_end, comparison.base_basis
)
    indicator.program_code,
    stated.base_indicator_code as indicator_code,
    indicator.name as indicator_name,
    indicator.name_en as indicator_name_en,
    stated.base_area_code as area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    stated.base_breakdown as breakdown,
    stated.base_period_start as period_start,
    stated.base_period_end as period_end,
    comparison.base_basis as basis,
    stated.implied_base as value,
    stated.implied_base_low as low,
    stated.implied_base_high as high,
    indicator.unit_code as unit,
    stated.source_code,
    stated.comparison_id
from mart.comparison_check as stated
inner join core.comparison on comparison.comparison_id = stated.comparison_id
inner join core.indicator on indicator.code = stated.base_indicator_code
inner join calc.area_label on area_label.area_code = stated.base_area_code
where stated.implied_base is not null and stated.base_value is null
order by
    stated.base_indicator_code asc, stated.base_area_code asc, stated.base_breakdown asc,
    stated.base_period_start asc, stated.base_period_end asc, comparison.base_basis asc,
    stated.implied_base_high - stated.implied_base_low asc nulls last,
    stated.comparison_id asc
