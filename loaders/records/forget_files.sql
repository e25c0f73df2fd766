-- Files of old runs that changed nothing, of which nothing was rejected, and that were loaded again
-- since: whether a file has changed is asked of its last load that was not cut short.
delete from ops.load_file
using ops.load_run
where
    load_run.load_run_id = load_file.load_run_id
    and load_run.outcome <> 'running'
    and load_run.started_at < now() - make_interval(days => :days)
    and load_file.added + load_file.revised + load_file.withdrawn = 0
    and not exists (
        select from ops.reject
        where reject.load_file_id = load_file.load_file_id
    )
    and not exists (
        select from core.comparison
        where comparison.load_file_id = load_file.load_file_id
    )
    and exists (
        select from ops.load_file as later
        where
            later.name = load_file.name
            and later.path is not distinct from load_file.path
            and later.load_file_id > load_file.load_file_id
            and later.outcome <> 'failed'
    )
