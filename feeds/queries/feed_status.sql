-- Each feed with its schedule and its last run, in the order of loading.
select
    schedule.feed,
    schedule.owner,
    schedule.due_at,
    schedule.succeeded_at,
    schedule.changed_at,
    schedule.next_at,
    schedule.failing_since,
    schedule.failures,
    schedule.error,
    schedule.due_at + schedule.grace < clock_timestamp() as is_late,
    extract(epoch from clock_timestamp() - schedule.succeeded_at)::int as age_seconds,
    load_run.outcome,
    load_run.files,
    load_run.read,
    load_run.added,
    load_run.revised,
    load_run.withdrawn,
    load_run.rejected,
    load_run.seconds,
    load_run.rows_per_second
from ops.schedule
left join ops.load_run on load_run.load_run_id = schedule.load_run_id
order by schedule.place, schedule.feed
