-- 指标的值占全省的百分比 / The value of an indicator that an alert watches as a percentage of the
-- latest one of the province, not older than a year. One row per alert, area and period.
create view calc.alert_point_share_of_province as
with figure as (
    select
        alert_rule.code as alert_code,
        figure.*
    from core.alert_rule
    inner join calc.series as figure using (indicator_id, breakdown_id)
    where
        alert_rule.measure = 'share_of_province'
        and figure.province_id <> figure.admin_unit_id
)

select
    figure.alert_code,
    figure.admin_unit_id,
    figure.period_start,
    figure.period_end,
    100 * figure.value / nullif(province.value, 0) as value,
    case when province.calc_low > 0 then 100 * figure.calc_low / province.calc_high end as low,
    case when province.calc_low > 0 then 100 * figure.calc_high / province.calc_low end as high,
    province.value as base_value,
    'percent' as unit,
    cast(null as boolean) as failed,
    figure.observation_id,
    province.observation_id as base_observation_id
from figure
cross join lateral (
    select candidate.*
    from calc.series as candidate
    where
        candidate.indicator_id = figure.indicator_id
        and candidate.breakdown_id = figure.breakdown_id
        and candidate.admin_unit_id = figure.province_id
        and candidate.period_end between figure.period_end - 366 and figure.period_end
    order by
        candidate.period_end desc, candidate.period_start desc, candidate.observation_id desc
    limit 1
) as province
