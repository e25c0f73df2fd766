-- The current reports of the cells that a load has touched, or, without a load, of every cell that
-- several sources report; of each cell one is to be accepted. A cell that a load left as it is, or
-- whose accepted report is the only one, cannot come to another, and is not among them.
create temp table competing_report on commit drop as
with changed_cell as (
    select distinct
        indicator_id,
        admin_unit_id,
        breakdown_id,
        period_start,
        period_end,
        basis
    from core.observation
    where
        -- What a load added and has not accepted yet, and what it withdrew.
        (
            (load_file_id = :load_file_id or cast(:load_file_id as bigint) is null)
            and not accepted
            and withdrawn_at is null
        )
        or withdrawn_at = now()
),

cell as (
    select changed_cell.*
    from changed_cell
    left join core.observation as accepted
        on
            accepted.indicator_id = changed_cell.indicator_id
            and accepted.admin_unit_id = changed_cell.admin_unit_id
            and accepted.breakdown_id = changed_cell.breakdown_id
            and accepted.period_start = changed_cell.period_start
            and accepted.period_end = changed_cell.period_end
            and accepted.basis = changed_cell.basis
            and accepted.accepted
    where
        accepted.observation_id is null
        or exists (
            select from core.observation as rival
            where
                rival.indicator_id = changed_cell.indicator_id
                and rival.admin_unit_id = changed_cell.admin_unit_id
                and rival.breakdown_id = changed_cell.breakdown_id
                and rival.period_start = changed_cell.period_start
                and rival.period_end = changed_cell.period_end
                and rival.basis = changed_cell.basis
                and rival.withdrawn_at is null
                and not rival.accepted
        )
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
from cell
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
left join core.decision
    on
        decision.indicator_id = observation.indicator_id
        and decision.admin_unit_id = observation.admin_unit_id
        and decision.breakdown_id = observation.breakdown_id
        and decision.period_start = observation.period_start
        and decision.period_end = observation.period_end
        and decision.basis = observation.basis
        and decision.source_id = observation.source_id
window cell as (
    partition by
        observation.indicator_id, observation.admin_unit_id, observation.breakdown_id,
        observation.period_start, observation.period_end, observation.basis
)
