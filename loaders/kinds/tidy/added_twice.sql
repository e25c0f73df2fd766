-- Whether a load added reports of one cell that are not accepted: the unique index on accepted
-- observations does not see these.
select exists (
    select
    from core.observation
    where load_file_id = :load_file_id and not accepted and withdrawn_at is null
    group by indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis
    having count(*) > 1
)
