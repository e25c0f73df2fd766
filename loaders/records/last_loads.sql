-- The last load of each file, and the version of the package that loaded it.
select distinct on (load_file.name)
    load_file.name,
    load_file.sha256,
    load_file.options,
    load_file.outcome,
    load_run.version
from ops.load_file
inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
order by load_file.name asc, load_file.load_file_id desc
