-- 派生指标的分子与分母 / What a metric sets against what, on ids: its numerator and the figure (or mean
-- of two) that its alignment takes as denominator, of the same area or one above it.
-- One row per metric and numerator that has a denominator.
create view calc.metric_operands as
select
    metric.code as metric_code,
    metric.kind,
    metric.factor,
    metric.denominator_factor,
    metric.part_of_whole,
    numerator.admin_unit_id,
    numerator.period_start,
    numerator.period_end,
    numerator.basis,
    numerator.value as numerator,
    numerator.calc_low as numerator_low,
    numerator.calc_high as numerator_high,
    numerator.observation_id as numerator_observation_id,
    denominator.value as denominator,
    denominator.calc_low as denominator_low,
    denominator.calc_high as denominator_high,
    denominator.first_day as denominator_period_start,
    denominator.last_day as denominator_period_end,
    denominator.observation_id as denominator_observation_id,
    denominator.first_observation_id as denominator_first_observation_id
from core.metric
inner join calc.figure as numerator
    on
        numerator.indicator_id = metric.numerator_indicator_id
        and numerator.breakdown_id = metric.numerator_breakdown_id
left join
    lateral calc.unit_above(
        numerator.admin_unit_id, metric.denominator_area, numerator.period_end
    ) as above
    on true
cross join
    lateral ( -- noqa: ST05
        select
            case metric.denominator_area
                when 'same' then numerator.admin_unit_id
                else above.unit_id
            end as id
    ) as unit
cross join lateral (
    select
        single.*,
        null as first_observation_id
    from
        calc.single_denominator(
            metric.denominator_indicator_id, metric.denominator_breakdown_id, unit.id,
            metric.alignment, metric.base_year, numerator.period_start, numerator.period_end
        ) as single
    union all
    select average.*
    from
        calc.average_of_year_ends(
            metric.denominator_indicator_id, metric.denominator_breakdown_id, unit.id,
            numerator.period_end
        ) as average
    where metric.alignment = 'average_of_year_ends'
) as denominator
