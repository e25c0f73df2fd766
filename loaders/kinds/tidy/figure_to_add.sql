-- The rows that become observations, and the observation that each follows; in the order of the
-- index by which the insert looks for a report of the same cell by another source.
create temp table figure_to_add on commit drop as
select
    resolved_figure.*, -- noqa: AM04
    cell_change.current_id
from resolved_figure
inner join cell_change on cell_change.line = resolved_figure.line
order by
    resolved_figure.indicator_id,
    resolved_figure.admin_unit_id,
    resolved_figure.breakdown_id,
    resolved_figure.period_start
