-- What happens to each observation of the source: which current one a row leaves as it is, and
-- which it follows. One row for each figure of the ledger and for each current observation.
create temp table observation_change on commit drop as
with new_observation as (
    select
        resolved_mention.*,
        breakdown.breakdown_id
    from resolved_mention
    inner join core.breakdown on breakdown.key = resolved_mention.breakdown
    where resolved_mention.disposition = 'observation' and resolved_mention.same_as is null
),

current_observation as (
    select observation.*
    from core.observation
    inner join core.source on source.source_id = observation.source_id
    where source.code = :source and observation.withdrawn_at is null
)

select
    new_observation.line,
    current_observation.observation_id as current_id,
    new_observation.line is not null
    and current_observation.observation_id is not null
    and exists (
        select
            new_observation.indicator_id,
            new_observation.admin_unit_id,
            new_observation.breakdown_id,
            new_observation.period_start,
            new_observation.period_end,
            new_observation.basis,
            new_observation.value,
            new_observation.low,
            new_observation.high,
            new_observation.qualifier,
            new_observation.unit,
            new_observation.printed,
            new_observation.carried,
            new_observation.period_note,
            new_observation.note
        intersect
        select
            current_observation.indicator_id,
            current_observation.admin_unit_id,
            current_observation.breakdown_id,
            current_observation.period_start,
            current_observation.period_end,
            current_observation.basis,
            current_observation.value,
            current_observation.low,
            current_observation.high,
            current_observation.qualifier,
            current_observation.unit_code,
            current_observation.printed,
            current_observation.carried,
            current_observation.period_note,
            current_observation.note
    ) as unchanged
from new_observation
full join current_observation on current_observation.locator = new_observation.locator
-- What a partial ledger lacks may be among its rejected rows.
where new_observation.line is not null or not :is_partial
