-- What the last load of each file rejected; rejects that are alike are counted.
with last_load as (
    select distinct on (load_file.name)
        load_file.name,
        load_file.path,
        load_file.load_file_id
    from ops.load_file
    order by load_file.name asc, load_file.load_file_id desc
)

select
    last_load.name,
    reject.reason,
    count(*) as rejects,
    min(reject.line) || ' ' || min(reject.column_name) as first,
    reject.message
from last_load
inner join ops.reject on reject.load_file_id = last_load.load_file_id
where
    cast(:name as text) is null
    or last_load.name = :name
    or last_load.path = :path
    or split_part(last_load.name, ':', 2) = :name
group by last_load.name, reject.reason, reject.message
order by last_load.name asc, count(*) desc, reject.message asc
