-- 删除早已过去、什么也没有改变的装载记录 / Deletes what is recorded of loads that are long past,
-- changed nothing and rejected nothing: for loaders, who can delete no other record.
create function core.forget_loads(days_kept int)
returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if days_kept < 1 then
        raise exception 'records of loads are kept for a day at least';
    end if;
    -- Files that were loaded again since: whether a file has changed is asked of its last load that
    -- was not cut short.
    delete from ops.load_file
    using ops.load_run
    where
        load_run.load_run_id = load_file.load_run_id
        and load_run.outcome <> 'running'
        and load_run.started_at < now() - make_interval(days => days_kept)
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
        );
    -- Runs of which no file is recorded, but for the last one of a feed.
    delete from ops.load_run
    where
        outcome <> 'running'
        and started_at < now() - make_interval(days => days_kept)
        and not exists (
            select from ops.load_file
            where load_file.load_run_id = load_run.load_run_id
        )
        and not exists (
            select from ops.schedule
            where schedule.load_run_id = load_run.load_run_id
        );
end
$$;

revoke all on function core.forget_loads(int) from public;
