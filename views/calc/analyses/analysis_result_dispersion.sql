-- 离散的结果 / What a dispersion says: the robust coefficient of variation in percent. admin_unit_id:
-- within which the areas lie. One row per row of calc.spread.
create view calc.analysis_result_dispersion as
select
    spread.analysis_code,
    spread.within_id as admin_unit_id,
    spread.period_start,
    spread.period_end,
    trim_scale(round(100 * spread.deviation / nullif(spread.median, 0), 6)) as value,
    cast(null as numeric) as low,
    cast(null as numeric) as high,
    'percent' as unit,
    cast(null as boolean) as certain,
    spread.areas as points,
    format(
        '%s个地区的中位数%s，离散%s', spread.areas, trim_scale(round(spread.median, 2)),
        trim_scale(round(spread.deviation, 2))
    ) as words,
    format(
        'median %s of %s areas, deviation %s', trim_scale(round(spread.median, 2)), spread.areas,
        trim_scale(round(spread.deviation, 2))
    ) as words_en
from calc.spread
inner join core.analysis
    on analysis.code = spread.analysis_code and analysis.method = 'dispersion'
