-- The early warnings in force that hooks have not been called for.
select
    alert_code,
    area_code,
    coalesce(breakdown, '') as breakdown,
    since,
    severity,
    state,
    message,
    message_en
from mart.alert
where
    state <> 'cleared'
    and (alert_code, area_code, coalesce(breakdown, ''), since) not in (
        select
            alert_code,
            area_code,
            breakdown,
            since
        from ops.alert_told
    )
order by severity, alert_code, area_code
