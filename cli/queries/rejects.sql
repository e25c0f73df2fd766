-- What the last load of each file rejected; equal rejects are counted.
select
    last_load.name,
    reject.reason,
    count(*),
    min(reject.line) || ' ' || min(reject.column_name),
    reject.message
from (
    select distinct on (name) name, load_file_id
    from ops.load_file
    order by name, load_file_id desc
) as last_load
inner join ops.reject on reject.load_file_id = last_load.load_file_id
where last_load.name = coalesce(:name, last_load.name)
group by last_load.name, reject.reason, reject.message
order by last_load.name, count(*) desc, reject.message
