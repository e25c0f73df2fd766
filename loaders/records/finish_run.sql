update ops.load_run
set
    finished_at = clock_timestamp(),
    outcome = :outcome,
    files = :files,
    error = :error,
    read = counts.read,
    added = counts.added,
    revised = counts.revised,
    withdrawn = counts.withdrawn,
    rejected = counts.rejected,
    seconds = round(extract(epoch from clock_timestamp() - started_at), 3),
    rows_per_second = round(counts.read / nullif(counts.seconds, 0))
from (
    select
        coalesce(sum(read), 0) as read,
        coalesce(sum(added), 0) as added,
        coalesce(sum(revised), 0) as revised,
        coalesce(sum(withdrawn), 0) as withdrawn,
        coalesce(sum(rejected), 0) as rejected,
        sum(seconds) as seconds
    from ops.load_file
    where load_run_id = :load_run_id
) as counts
where load_run_id = :load_run_id
