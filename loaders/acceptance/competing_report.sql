-- The current reports of the cells in which a load may have changed which is accepted; without a
-- load, of every cell that several sources report. Of each cell one is to be accepted. A cell whose
-- only report is accepted cannot come to another, and is not among them.
create temp table competing_report on commit drop as
with contender as (
    select
        indicator_id,
        admin_unit_id,
        breakdown_id,
        period_start,
        period_end,
        basis,
        load_file_id
    from core.observation
    where withdrawn_at is null and not accepted
),

cell as (
    -- What the load added and has not accepted yet.
    select
        indicator_id,
        admin_unit_id,
        breakdown_id,
        period_start,
        period_end,
        basis
    from contender
    where load_file_id = :load_file_id or cast(:load_file_id as bigint) is null
    union
    -- What it withdrew, where another report is left.
    select
        indicator_id,
        admin_unit_id,
        breakdown_id,
        period_start,
        period_end,
        basis
    from core.observation as withdrawn
    inner join contender
        using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
    where withdrawn.withdrawn_at = now()
)

select
    observation.observation_id,
    row_number() over (
        cell order by calc.report_order(
            decision.decision_id is not null, source.kind, observation.status,
            observation.low, observation.high, source.published_on,
            observation.observation_id
        )
    ) = 1 as is_accepted,
    max(observation.low) over cell > min(observation.high) over cell as in_conflict
from core.observation
inner join cell
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
inner join core.source using (source_id)
left join core.decision
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis, source_id)
where observation.withdrawn_at is null
window cell as (
    partition by
        cell.indicator_id, cell.admin_unit_id, cell.breakdown_id,
        cell.period_start, cell.period_end, cell.basis
)
