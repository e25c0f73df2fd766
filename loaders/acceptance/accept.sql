-- Observations that are accepted from now on.
update core.observation
set accepted = true
from competing_report
where
    competing_report.observation_id = observation.observation_id
    and competing_report.is_accepted
    and not observation.accepted
returning observation.observation_id
