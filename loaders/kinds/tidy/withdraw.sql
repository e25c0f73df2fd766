update core.observation
set withdrawn_at = now(), accepted = false
from change
where observation.observation_id = change.current_id and change.what in ('revised', 'gone')
