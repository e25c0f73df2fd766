-- 派生指标的值 / A metric for an area and period: factor × numerator / denominator, with the
-- interval that both allow. One row per metric and numerator that has a denominator.
create view mart.metric_value as
with aligned as (
    select
        metric.metric_code,
        metric.metric_name,
        metric.metric_name_en,
        metric.program_code,
        metric.alignment,
        metric.factor,
        metric.unit,
        numerator.area_code,
        numerator.area_name,
        numerator.area_name_en,
        numerator.area_level,
        numerator.period_start,
        numerator.period_end,
        numerator.period_label,
        numerator.value as numerator,
        numerator.calc_low as numerator_low,
        numerator.calc_high as numerator_high,
        numerator.observation_id as numerator_observation_id,
        denominator.value as denominator,
        denominator.calc_low as denominator_low,
        denominator.calc_high as denominator_high,
        denominator.period_start as denominator_period_start,
        denominator.period_end as denominator_period_end,
        denominator.observation_id as denominator_observation_id
    from mart.metric
    inner join mart.value as numerator
        on
            numerator.indicator_code = metric.numerator_code
            and numerator.breakdown = metric.numerator_breakdown
            and numerator.basis <> 'target'
    cross join lateral (
        select candidate.*
        from mart.value as candidate
        where
            candidate.indicator_code = metric.denominator_code
            and candidate.breakdown = metric.denominator_breakdown
            and candidate.area_code = numerator.area_code
            and candidate.basis <> 'target'
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
