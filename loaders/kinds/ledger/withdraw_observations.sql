update core.observation
set withdrawn_at = now(), accepted = false
from observation_change
where
    observation.observation_id = observation_change.current_id and not observation_change.unchanged
