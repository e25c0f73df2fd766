-- The current reports of the cells in which a load may have changed which is accepted; without a
-- load, of every cell that several sources report. Of each cell one is to be accepted. A cell whose
-- only report is accepted cannot come to another, and is not among them.
create temp table competing_report on commit drop as
with contender as (
    -- What the load added and has not accepted yet; without a load, all that is not.
    select report.* -- noqa: AM04
    from core.observation as report
    where
        report.withdrawn_at is null
        and not report.accepted
        and (report.load_file_id = :load_file_id or cast(:load_file_id as bigint) is null)
    union all
    -- What is left where it withdrew.
    select report.*
    from core.observation as report
    inner join core.observation as withdrawn
        using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
    where
        report.withdrawn_at is null
        and not report.accepted
        and withdrawn.withdrawn_at = now()
),

cell as (
    select distinct
        indicator_id,
        admin_unit_id,
        breakdown_id,
        period_start,
        period_end,
        basis
    from contender
)

select
    observation.observation_id,
    row_number() over (
        cell order by calc.report_order(
            decision.decision_id is not null, source.authority, source.kind,
            observation.status, observation.low, observation.high, source.published_on,
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
