-- How the last load of each file ended.
select name as file, outcome, rejected, to_char(finished_at, 'YYYY-MM-DD HH24:MI') as at
from (
    select distinct on (name) * from ops.load_file order by name, load_file_id desc
) as last_load
order by finished_at, name
