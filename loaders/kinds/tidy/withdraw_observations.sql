update core.observation
set withdrawn_at = now(), accepted = false
from cell_change
where
    observation.observation_id = cell_change.current_id
    and cell_change.what in ('revised', 'gone')
