-- 派生指标的分子与其可能的分母 / Each numerator of a metric with every figure of the series that its
-- denominator is taken from, on ids; calc.metric_operand says which of them it is divided by.
-- One row per metric, numerator and such figure.
create view calc.metric_pair as
select
    numerator.*, -- noqa: AM04
    denominator.observation_id as denominator_observation_id,
    -- Of an average alone there is a first one.
    cast(null as int) as denominator_first_observation_id,
    denominator.period_start as denominator_period_start,
    denominator.period_end as denominator_period_end,
    denominator.value as denominator,
    denominator.calc_low as denominator_low,
    denominator.calc_high as denominator_high,
    denominator.stands_for_days,
    denominator.stands_for_last_day,
    denominator.next_day
from calc.metric_numerator as numerator
inner join calc.series as denominator
    on
        denominator.indicator_id = numerator.denominator_indicator_id
        and denominator.breakdown_id = numerator.denominator_breakdown_id
        and denominator.admin_unit_id = numerator.denominator_unit_id
