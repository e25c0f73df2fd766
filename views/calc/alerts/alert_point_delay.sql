-- 发布延后的天数 / How many days after the end of its period a figure that an alert watches was
-- published, where the day of publication is known. One row per alert, area and period.
create view calc.alert_point_delay as
select
    alert_rule.code as alert_code,
    figure.admin_unit_id,
    figure.period_start,
    figure.period_end,
    source.published_on - figure.period_end as value,
    source.published_on - figure.period_end as low,
    source.published_on - figure.period_end as high,
    cast(null as numeric) as base_value,
    'day' as unit,
    cast(null as boolean) as failed,
    figure.observation_id,
    cast(null as bigint) as base_observation_id
from core.alert_rule
inner join calc.series as figure using (indicator_id, breakdown_id)
inner join core.source using (source_id)
where
    alert_rule.measure = 'delay'
    and figure.basis in ('point', 'during')
    and source.published_precision = 'day'
