delete from core.mention
using core.source
where
    source.source_id = mention.source_id
    and source.code = :source
    and not exists (
        select mention.* -- noqa: AM04
        intersect
        select new_mention.* from new_mention
    )
