-- The mention that each row stands for, after its observation or comparison is there.
create temp table new_mention on commit drop as
select
    source.source_id,
    resolved.char_start,
    resolved.char_end,
    resolved.printed,
    resolved.disposition,
    resolved.reason,
    observation.observation_id,
    comparison.comparison_id,
    resolved.disposition = 'neither' or resolved.same_as is not null as only_a_mention
from resolved
inner join core.source on source.code = :source
left join core.observation
    on
        resolved.disposition = 'observation'
        and observation.source_id = source.source_id
        and observation.locator = coalesce(resolved.same_as, resolved.locator)
        and observation.withdrawn_at is null
left join core.comparison
    on
        resolved.disposition = 'comparison'
        and comparison.source_id = source.source_id
        and comparison.locator = coalesce(resolved.same_as, resolved.locator)
        and comparison.withdrawn_at is null
