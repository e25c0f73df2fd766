select
    count(*) filter (where what = 'revised') as revised,
    count(*) filter (where what = 'gone') as gone
from cell_change
