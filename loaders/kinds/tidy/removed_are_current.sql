-- How many observations the removed lines reported; null if other lines report such cells again.
with removed as (
    select report_in_cell.observation_id
    from resolved_figure
    inner join report_in_cell
        on
            report_in_cell.indicator_id = resolved_figure.indicator_id
            and report_in_cell.admin_unit_id = resolved_figure.admin_unit_id
            and report_in_cell.breakdown_id = resolved_figure.breakdown_id
            and report_in_cell.period_start = resolved_figure.period_start
            and report_in_cell.period_end = resolved_figure.period_end
            and report_in_cell.basis = resolved_figure.basis
    where resolved_figure.line < 0
)

select case when count(*) = (select count(*) from report_in_cell) then count(*) end
from removed
