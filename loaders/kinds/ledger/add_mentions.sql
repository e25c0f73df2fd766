insert into core.mention (
    source_id, char_start, char_end, printed, disposition, reason, observation_id, comparison_id
)
select
    source_id,
    char_start,
    char_end,
    printed,
    disposition,
    reason,
    observation_id,
    comparison_id
from new_mention
where
    not exists (
        select
        from core.mention
        where
            mention.source_id = new_mention.source_id
            and mention.char_start = new_mention.char_start
    )
