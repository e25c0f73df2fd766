-- Comparisons that sources state, and the same computed from accepted values.
select
    comparison_id,
    source_code,
    locator,
    printed,
    kind,
    indicator_code,
    area_code,
    breakdown,
    period_start,
    period_end,
    basis,
    base_indicator_code,
    base_area_code,
    base_breakdown,
    base_period_start,
    base_period_end,
    stated,
    stated_low,
    stated_high,
    stated_unit,
    computed,
    computed_low,
    computed_high,
    verdict,
    trim_scale(round(implied_base_as_printed, 2)) as implied_base,
    printed_unit,
    note
from mart.comparison_check
where area_code = any(:areas)
order by area_code asc, period_end desc, comparison_id asc
