-- The current observations of the source in the cells of the resolved rows.
create temp table report_in_cell on commit drop as
select observation.* -- noqa: AM04
from (
    select distinct
        indicator_id,
        admin_unit_id,
        breakdown_id,
        period_start,
        period_end,
        basis
    from resolved_figure
) as cell
inner join core.observation
    on
        observation.indicator_id = cell.indicator_id
        and observation.admin_unit_id = cell.admin_unit_id
        and observation.breakdown_id = cell.breakdown_id
        and observation.period_start = cell.period_start
        and observation.period_end = cell.period_end
        and observation.basis = cell.basis
        and observation.withdrawn_at is null
inner join core.source on source.source_id = observation.source_id
where source.code = :source
