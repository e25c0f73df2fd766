-- 以某年为基期的增长 / Growth of every series against its value of a named base year (the last one
-- of that year), with the index (base = 100) and the compound annual growth rate. What mart.growth
-- does not compare is not compared here: lengths of period, and figures on both sides of a break.
-- One row per later value of a series that has a value in the base year.
create function mart.growth_since(base_year int)
returns table (
    indicator_code text,
    indicator_name text,
    area_code text,
    area_name text,
    breakdown text,
    period_start date,
    period_end date,
    value numeric,
    unit text,
    base_period_end date,
    base_value numeric,
    change numeric,
    index numeric,
    index_low numeric,
    index_high numeric,
    annual_growth_pct numeric,
    observation_id bigint,
    base_observation_id bigint
)
language sql stable parallel safe
as $$
with base as (
    select distinct on (indicator_code, area_code, breakdown, span, segment) series.*
    from calc.series
    where extract(year from series.period_end) = $1
    order by indicator_code, area_code, breakdown, span, segment, period_end desc
)

select
    later.indicator_code,
    later.indicator_name,
    later.area_code,
    later.area_name,
    later.breakdown,
    later.period_start,
    later.period_end,
    later.value,
    later.unit,
    base.period_end,
    base.value,
    later.value - base.value,
    case when later.kind <> 'ratio' and base.value > 0
        then trim_scale(round(100 * later.value / base.value, 6)) end,
    case when later.kind <> 'ratio' and base.calc_high > 0
        then trim_scale(round(100 * later.calc_low / base.calc_high, 6)) end,
    case when later.kind <> 'ratio' and base.calc_low > 0
        then trim_scale(round(100 * later.calc_high / base.calc_low, 6)) end,
    case when later.kind <> 'ratio' and base.value > 0 and later.value > 0
        then trim_scale(round(
            (power(later.value / base.value, 365.25 / (later.period_end - base.period_end)) - 1)
            * 100, 6)) end,
    later.observation_id,
    base.observation_id
from calc.series as later
inner join base
    on
        base.indicator_code = later.indicator_code
        and base.area_code = later.area_code
        and base.breakdown = later.breakdown
        and base.span = later.span
        and base.segment = later.segment
        and base.period_end < later.period_end
$$
