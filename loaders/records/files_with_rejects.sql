-- Files whose last load did not take all of their rows.
select
    name,
    path,
    options,
    keep_going
from (
    select distinct on (name) *
    from ops.load_file
    order by name asc, load_file_id desc
) as last_load
where outcome in ('partly', 'refused') and path is not null
order by load_file_id
