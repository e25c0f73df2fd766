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
left join resolved_mention on resolved_mention.char_start = new_mention.char_start
where
    (
        new_mention.source_id is null
        or resolved_mention.line is null
        or resolved_mention.disposition = 'neither'
        or resolved_mention.same_as is not null
    )
    and not exists (
        select new_mention.* -- noqa: AM04
        intersect
        select mention.*
    )
