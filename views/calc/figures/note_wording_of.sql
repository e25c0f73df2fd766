-- 一句英文说明的中文说法 / A note in Chinese, by core.note_wording: with the numbers and locators of
-- the note in the places that the wording has for them. One text; null where there is no wording.
-- Readers have no right to the table of wordings.
create function calc.note_wording_of(note text)
returns text
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
select
    format(
        regexp_replace(replace(wording.note_zh, '%', '%%'), '\{(\d)\}', '%\1$s', 'g'),
        variadic coalesce(printed.texts, '{}')
    )
from core.note_wording as wording
cross join lateral (
    select array_agg(found.texts[1] order by found.place) as texts
    from
        regexp_matches($1, '[a-z]+=\S+|[0-9]+(?:[-.,/:][0-9]+)*', 'g')
        with ordinality as found (texts, place)
) as printed
where wording.note = regexp_replace($1, '[a-z]+=\S+|[0-9]+(?:[-.,/:][0-9]+)*', '{}', 'g')
$$
