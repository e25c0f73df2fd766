-- 派生指标的值 / A metric for an area and period: factor × numerator / denominator, with the
-- interval that both allow. One row per metric and numerator that has a denominator.
create view mart.metric_value as
with figure as not materialized (
    select
        observation.observation_id,
        observation.indicator_id,
        observation.breakdown_id,
        observation.admin_unit_id,
        observation.period_start,
        observation.period_end,
        observation.basis,
        observation.value,
        mart.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
            as low,
        mart.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
            as high
    from core.observation
    inner join core.indicator on indicator.indicator_id = observation.indicator_id
    where observation.accepted and observation.basis <> 'target'
),

aligned as (
    select
        metric.code as metric_code,
        metric.name as metric_name,
        metric.name_en as metric_name_en,
        metric.program_code,
        metric.alignment,
        metric.factor,
        metric.unit_code as unit,
        area_label.area_code,
        area_label.area_name,
        area_label.area_name_en,
        area_label.area_level,
        numerator.period_start,
        numerator.period_end,
        mart.period_label(numerator.period_start, numerator.period_end, numerator.basis)
            as period_label,
        numerator.value as numerator,
        numerator.low as numerator_low,
        numerator.high as numerator_high,
        numerator.observation_id as numerator_observation_id,
        denominator.value as denominator,
        denominator.low as denominator_low,
        denominator.high as denominator_high,
        denominator.period_start as denominator_period_start,
        denominator.period_end as denominator_period_end,
        denominator.observation_id as denominator_observation_id
    from core.metric
    inner join figure as numerator
        on
            numerator.indicator_id = metric.numerator_indicator_id
            and numerator.breakdown_id = metric.numerator_breakdown_id
    inner join mart.area_label on area_label.admin_unit_id = numerator.admin_unit_id
    cross join lateral (
        select candidate.*
        from figure as candidate
        where
            candidate.indicator_id = metric.denominator_indicator_id
            and candidate.breakdown_id = metric.denominator_breakdown_id
            and candidate.admin_unit_id = numerator.admin_unit_id
            and candidate.period_end <= numerator.period_end
            and case metric.alignment
                when 'same_period'
                    then
                        candidate.period_end = numerator.period_end
                        and candidate.period_start = numerator.period_start
                when 'same_year'
                    then
                        extract(year from candidate.period_end)
                        = extract(year from numerator.period_end)
                else true
            end
        order by candidate.period_end desc, candidate.period_start desc
        limit 1
    ) as denominator
)

select
    metric_code,
    metric_name,
    metric_name_en,
    program_code,
    area_code,
    area_name,
    area_name_en,
    area_level,
    period_start,
    period_end,
    period_label,
    numerator,
    denominator,
    denominator_period_start,
    denominator_period_end,
    trim_scale(round(factor * numerator / nullif(denominator, 0), 6)) as value,
    case
        when denominator_low > 0
            then trim_scale(round(factor * numerator_low / denominator_high, 6))
    end as low,
    case
        when denominator_low > 0
            then trim_scale(round(factor * numerator_high / denominator_low, 6))
    end as high,
    unit,
    alignment,
    numerator_observation_id,
    denominator_observation_id
from aligned
