update core.comparison
set withdrawn_at = now()
from comparison_change
where comparison.comparison_id = comparison_change.current_id and not comparison_change.unchanged
