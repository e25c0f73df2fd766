-- Observations that are accepted from now on; the series that they are of.
with changed as (
    update core.observation
    set accepted = true
    from competing_report
    where
        competing_report.observation_id = observation.observation_id
        and competing_report.is_accepted
        and not observation.accepted
    returning observation.indicator_id, observation.admin_unit_id
)

select distinct
    indicator_id,
    admin_unit_id
from changed
