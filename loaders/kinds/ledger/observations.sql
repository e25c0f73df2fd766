-- What happens to each observation of the source: which current one a row leaves as it is,
-- and which it follows. One row for each new figure and for each current one.
create temp table observation_change on commit drop as
with new as (
    select
        resolved.*,
        breakdown.breakdown_id
    from resolved
    inner join core.breakdown on breakdown.key = resolved.breakdown
    where resolved.disposition = 'observation' and resolved.same_as is null
),

current as (
    select observation.*
    from core.observation
    inner join core.source on source.source_id = observation.source_id
    where source.code = :source and observation.withdrawn_at is null
)

select
    new.line,
    current.observation_id as current_id,
    new.line is not null
    and current.observation_id is not null
    and exists (
        select
            new.indicator_id,
            new.admin_unit_id,
            new.breakdown_id,
            new.period_start,
            new.period_end,
            new.basis,
            new.value,
            new.low,
            new.high,
            new.qualifier,
            new.unit,
            new.printed,
            new.carried,
            new.period_note,
            new.note
        intersect
        select
            current.indicator_id,
            current.admin_unit_id,
            current.breakdown_id,
            current.period_start,
            current.period_end,
            current.basis,
            current.value,
            current.low,
            current.high,
            current.qualifier,
            current.unit_code,
            current.printed,
            current.carried,
            current.period_note,
            current.note
    ) as unchanged
from new
full join current on current.locator = new.locator
