-- Observations that another one takes the place of.
update core.observation
set accepted = false
from competing_report
where
    competing_report.observation_id = observation.observation_id
    and not competing_report.is_accepted
    and observation.accepted
returning observation.observation_id
