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
select
    indicator.indicator_code,
    indicator.indicator_name,
    area_label.area_code,
    area_label.area_name,
    breakdown.breakdown,
    later.period_start,
    later.period_end,
    later.value,
    indicator.unit,
    base.period_end,
    base.value,
    later.value - base.value,
    case when indicator.kind <> 'ratio' and base.value > 0
        then trim_scale(round(100 * later.value / base.value, 6)) end,
    case when indicator.kind <> 'ratio' and base.calc_high > 0
        then trim_scale(round(100 * later.calc_low / base.calc_high, 6)) end,
    case when indicator.kind <> 'ratio' and base.calc_low > 0
        then trim_scale(round(100 * later.calc_high / base.calc_low, 6)) end,
    case when indicator.kind <> 'ratio' and base.value > 0 and later.value > 0
        then trim_scale(round(
            (power(later.value / base.value, 365.25 / (later.period_end - base.period_end)) - 1)
            * 100, 6)) end,
    later.observation_id,
    base.observation_id
from calc.series as later
inner join calc.series as base using (indicator_id, breakdown_id, admin_unit_id, span, segment)
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.breakdown_label as breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
where
    base.period_end < later.period_end
    and base.period_end >= make_date($1, 1, 1)
    and base.period_end <= make_date($1, 12, 31)
    and not exists (
        select from calc.series as following
        where
            (following.indicator_id, following.breakdown_id, following.admin_unit_id)
            = (base.indicator_id, base.breakdown_id, base.admin_unit_id)
            and (following.span, following.segment) = (base.span, base.segment)
            and following.period_end <= make_date($1, 12, 31)
            and (following.period_end, following.period_start, following.observation_id)
            > (base.period_end, base.period_start, base.observation_id)
    )
$$
