-- Old runs of which no file is recorded, but for the last one of a feed.
delete from ops.load_run
where
    outcome <> 'running'
    and started_at < now() - make_interval(days => :days)
    and not exists (
        select from ops.load_file
        where load_file.load_run_id = load_run.load_run_id
    )
    and not exists (
        select from ops.schedule
        where schedule.load_run_id = load_run.load_run_id
    )
