-- 序列中的值 / The accepted values in their series: an indicator, area and breakdown; levels (point,
-- effective) form one series (span: level), flows one for each length of period (span: 1 year).
-- A figure with status B (break) opens a new segment, and values of different segments are not
-- comparable. Targets are in none. One row per value.
create view calc.series as
with spanned as (
    select
        observation.observation_id,
        indicator.indicator_id,
        observation.admin_unit_id,
        observation.breakdown_id,
        observation.source_id,
        indicator.program_code,
        indicator.code as indicator_code,
        indicator.name as indicator_name,
        indicator.name_en as indicator_name_en,
        indicator.kind,
        area_label.area_code,
        area_label.area_name,
        area_label.area_name_en,
        area_label.area_level,
        breakdown.key as breakdown,
        observation.period_start,
        observation.period_end,
        calc.period_label(observation.period_start, observation.period_end, observation.basis)
            as period_label,
        observation.basis,
        observation.value,
        observation.low,
        observation.high,
        indicator.unit_code as unit,
        observation.status,
        source.code as source_code,
        calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
            as calc_low,
        calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
            as calc_high,
        case
            when observation.basis in ('point', 'effective') then 'level'
            else cast(age(observation.period_end + 1, observation.period_start) as text)
        end as span
    from core.observation
    inner join core.indicator on indicator.indicator_id = observation.indicator_id
    inner join core.breakdown on breakdown.breakdown_id = observation.breakdown_id
    inner join calc.area_label on area_label.admin_unit_id = observation.admin_unit_id
    left join core.source on source.source_id = observation.source_id
    where observation.accepted and observation.basis <> 'target'
)

select
    spanned.*, -- noqa: AM04
    count(*) filter (where spanned.status = 'B') over (
        -- Keys and codes: a condition on either is met before series are made.
        partition by
            spanned.indicator_id, spanned.admin_unit_id, spanned.breakdown_id,
            spanned.indicator_code, spanned.area_code, spanned.breakdown,
            spanned.span
        order by spanned.period_end, spanned.period_start, spanned.observation_id
    ) as segment
from spanned
