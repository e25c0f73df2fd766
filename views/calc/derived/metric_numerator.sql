-- 派生指标的分子 / The figures that are numerators of metrics, on ids, with what their denominators must
-- be: of which indicator, breakdown and unit (the same area, or the one above it on that day).
-- One row per metric and numerator.
create view calc.metric_numerator as
select
    metric.code as metric_code,
    metric.alignment,
    metric.base_year,
    metric.denominator_indicator_id,
    metric.denominator_breakdown_id,
    above.unit_id as denominator_unit_id,
    series.admin_unit_id,
    series.observation_id,
    series.period_start,
    series.period_end,
    series.basis,
    series.value as numerator,
    series.calc_low as numerator_low,
    series.calc_high as numerator_high
from core.metric
inner join calc.series
    on
        series.indicator_id = metric.numerator_indicator_id
        and series.breakdown_id = metric.numerator_breakdown_id
inner join calc.unit_within as above
    on
        above.admin_unit_id = series.admin_unit_id
        and above.relation = metric.denominator_area
        and above.since <= series.period_end
        and above.until > series.period_end
