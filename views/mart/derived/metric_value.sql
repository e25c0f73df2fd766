-- 派生指标的值 / A metric for an area and period, by its kind: factor × numerator / denominator, the
-- numerator less the denominator, or the compound annual rate between the two; with the interval
-- that both allow. A share of a whole stays within 0 and the whole; a value over itself is certain.
-- denominator_age_days: how much older than the numerator the denominator is. sign_certain: whether
-- a gap or growth has its sign whatever the true figures are. exceeds_whole: a share of a whole is
-- more than the whole whatever they are, as of people counted years after those they are among.
-- One row per metric and numerator that has a denominator.
create view mart.metric_value as
select
    metric.code as metric_code,
    metric.name as metric_name,
    metric.name_en as metric_name_en,
    metric.program_code,
    metric.kind,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    metric_value.period_start,
    metric_value.period_end,
    calc.period_label(metric_value.period_start, metric_value.period_end, metric_value.basis)
        as period_label,
    metric_value.numerator,
    metric_value.denominator,
    metric_value.denominator_period_start,
    metric_value.denominator_period_end,
    metric_value.period_end - metric_value.denominator_period_end as denominator_age_days,
    metric_value.value,
    metric_value.low,
    metric_value.high,
    metric.unit_code as unit,
    metric.alignment,
    metric.base_population,
    metric_value.sign_certain,
    metric_value.numerator_observation_id,
    metric_value.denominator_observation_id,
    metric_value.denominator_first_observation_id,
    metric.part_of_whole and coalesce(metric_value.low > metric.factor, false) as exceeds_whole
from calc.metric_value
inner join core.metric on metric.code = metric_value.metric_code
inner join calc.area_label using (admin_unit_id)
