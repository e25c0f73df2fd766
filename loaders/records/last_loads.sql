-- The last load of each file, and the version of the package that loaded it.
select distinct on (load_file.name)
    load_file.name,
    load_file.sha256,
    load_file.options,
    -- A file that is held stays so until its source is released, and is the same until then.
    case
        when load_file.outcome = 'held' and source.release_at > clock_timestamp() then 'loaded'
        else load_file.outcome
    end as outcome,
    load_run.version
from ops.load_file
inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
left join core.source on source.code = load_file.source_code
order by load_file.name asc, load_file.load_file_id desc
