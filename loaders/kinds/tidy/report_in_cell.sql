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
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
inner join core.source on source.source_id = observation.source_id
where source.code = :source and observation.withdrawn_at is null
