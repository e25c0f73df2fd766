-- How the last load of each file ended.
with last_load as (
    select distinct on (load_file.name)
        load_file.name,
        load_file.outcome,
        load_file.rejected,
        load_file.finished_at
    from ops.load_file
    order by load_file.name asc, load_file.load_file_id desc
)

select
    last_load.name,
    last_load.outcome,
    last_load.rejected,
    to_char(last_load.finished_at, 'YYYY-MM-DD HH24:MI') as finished_at
from last_load
order by last_load.finished_at, last_load.name
