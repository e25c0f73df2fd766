-- Observations that another one takes the place of; the series that they are of.
with changed as (
    update core.observation
    set accepted = false
    from competing_report
    where
        competing_report.observation_id = observation.observation_id
        and not competing_report.is_accepted
        and observation.accepted
    returning observation.indicator_id, observation.admin_unit_id
)

select distinct
    indicator_id,
    admin_unit_id
from changed
