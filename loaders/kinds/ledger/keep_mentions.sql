-- The mentions of the source that a file with rejected rows says nothing about stay as they are.
insert into new_mention
select mention.* -- noqa: AM04
from core.mention
inner join core.source on source.source_id = mention.source_id
where
    source.code = :source
    and not exists (
        select
        from new_mention
        where
            new_mention.char_start < mention.char_end
            and mention.char_start < new_mention.char_end
    )
