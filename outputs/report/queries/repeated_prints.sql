-- The places where a text prints a figure again.
select
    mention.observation_id,
    'char=' || mention.char_start || ',' || mention.char_end as locator,
    mention.printed
from mart.mention
inner join mart.reported on reported.observation_id = mention.observation_id
where
    reported.area_code = any(:areas)
    and 'char=' || mention.char_start || ',' || mention.char_end <> reported.locator
order by mention.observation_id, mention.char_start
