-- The mention that each row describes, with the columns of core.mention; its observation or
-- comparison has been merged before.
create temp table new_mention on commit drop as
select
    source.source_id,
    resolved_mention.char_start,
    resolved_mention.char_end,
    resolved_mention.printed,
    resolved_mention.disposition,
    resolved_mention.reason,
    observation.observation_id,
    comparison.comparison_id
from resolved_mention
inner join core.source on source.code = :source
left join core.observation
    on
        resolved_mention.disposition = 'observation'
        and observation.source_id = source.source_id
        and observation.locator = coalesce(resolved_mention.same_as, resolved_mention.locator)
        and observation.withdrawn_at is null
left join core.comparison
    on
        resolved_mention.disposition = 'comparison'
        and comparison.source_id = source.source_id
        and comparison.locator = coalesce(resolved_mention.same_as, resolved_mention.locator)
        and comparison.withdrawn_at is null
