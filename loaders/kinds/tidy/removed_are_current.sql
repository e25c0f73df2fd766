-- How many observations the removed lines reported; null if other lines report such cells again.
with removed as (
    select report_in_cell.observation_id
    from resolved_figure
    inner join report_in_cell
        using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
    where resolved_figure.line < 0
)

select case when count(*) = (select count(*) from report_in_cell) then count(*) end
from removed
