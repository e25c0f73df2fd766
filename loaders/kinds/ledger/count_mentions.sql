-- Rows that are nothing but a mention, added, revised and gone; figures are counted as such.
select
    count(*) filter (where mention.source_id is null),
    count(*) filter (where new_mention.source_id is not null and mention.source_id is not null),
    count(*) filter (where new_mention.source_id is null and mention.disposition = 'neither')
from new_mention
full join (
    select mention.*
    from core.mention
    inner join core.source on source.source_id = mention.source_id
    where source.code = :source
) as mention
    on
        mention.source_id = new_mention.source_id
        and mention.char_start = new_mention.char_start
where
    coalesce(new_mention.only_a_mention, true)
    and not exists (
        select
            new_mention.char_end,
            new_mention.printed,
            new_mention.disposition,
            new_mention.reason,
            new_mention.observation_id,
            new_mention.comparison_id
        intersect
        select
            mention.char_end,
            mention.printed,
            mention.disposition,
            mention.reason,
            mention.observation_id,
            mention.comparison_id
    )
