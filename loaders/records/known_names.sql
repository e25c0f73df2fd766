-- What files are known by that were loaded from these paths, or that have these names.
select distinct on (load_file.name)
    load_file.name,
    load_file.path
from ops.load_file
inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
where
    (load_file.path = any(:paths) and load_run.feed is null)
    or load_file.name = any(:names)
order by load_file.name asc, load_file.load_file_id desc
