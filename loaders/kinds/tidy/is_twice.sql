-- Whether rows that become observations report one cell.
select exists (
    select
    from new_figure
    group by indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis
    having count(*) > 1
)
