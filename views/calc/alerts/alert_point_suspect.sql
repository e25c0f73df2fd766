-- 数字是否可疑 / Whether a figure, of the indicator that an alert watches or of any, is probably wrong,
-- beside what it is expected to be near; and, as no warnings, the other figures of its series.
-- One row per alert, area, period and figure that is suspected, left out, or in such a series.
create view calc.alert_point_suspect as
-- Not materialized, so that a condition on the alert and area reaches the tables.
with suspect as not materialized (
    select
        alert_rule.code as alert_code,
        suspect.*,
        observation.value
    from core.alert_rule
    inner join calc.suspect
        on
            suspect.kind = alert_rule.measure
            and suspect.indicator_id = coalesce(alert_rule.indicator_id, suspect.indicator_id)
    left join core.observation on observation.observation_id = suspect.observation_id
    -- A jump of which the source, or whoever read it, says why is none.
    where
        suspect.kind <> 'jump'
        or (
            observation.note is null
            and observation.period_note is null
            and observation.status not in ('B', 'E', 'P')
        )
),

point as (
    select
        suspect.alert_code,
        suspect.admin_unit_id,
        suspect.indicator_id,
        suspect.breakdown_id,
        suspect.period_start,
        suspect.period_end,
        suspect.value,
        suspect.expected as base_value,
        true as failed,
        suspect.observation_id
    from suspect
    union all
    select
        series.alert_code,
        figure.admin_unit_id,
        figure.indicator_id,
        figure.breakdown_id,
        figure.period_start,
        figure.period_end,
        figure.value,
        null,
        false,
        figure.observation_id
    from (
        select distinct
            alert_code,
            indicator_id,
            breakdown_id,
            admin_unit_id
        from suspect
    ) as series
    inner join calc.series as figure using (indicator_id, breakdown_id, admin_unit_id)
    where
        not exists (
            select from suspect
            where
                suspect.alert_code = series.alert_code
                and suspect.admin_unit_id = series.admin_unit_id
                and suspect.observation_id = figure.observation_id
        )
)

select
    point.alert_code,
    point.admin_unit_id,
    point.indicator_id,
    point.breakdown_id,
    point.period_start,
    point.period_end,
    point.value,
    cast(null as numeric) as low,
    cast(null as numeric) as high,
    point.base_value,
    indicator.unit,
    point.failed,
    point.observation_id
from point
inner join calc.indicator_label as indicator on indicator.indicator_id = point.indicator_id
