delete from core.mention
using core.source
where
    source.source_id = mention.source_id
    and source.code = :source
    and not exists (
        select
            mention.char_start,
            mention.char_end,
            mention.printed,
            mention.disposition,
            mention.reason,
            mention.observation_id,
            mention.comparison_id
        intersect
        select
            new_mention.char_start,
            new_mention.char_end,
            new_mention.printed,
            new_mention.disposition,
            new_mention.reason,
            new_mention.observation_id,
            new_mention.comparison_id
        from new_mention
    )
