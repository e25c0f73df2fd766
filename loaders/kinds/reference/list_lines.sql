-- Remember the lines that a file of a list has, by the columns that identify them.
insert into ops.listed (list_name, origin, key)
select distinct
    :list_name,
    :origin,
    array(
        select coalesce(to_jsonb(staged) ->> identity.name, '')
        from unnest(cast(:identity as text[])) with ordinality as identity (name, place)
        order by identity.place
    )
from staged
on conflict (list_name, origin, key) do update set is_gone = false where listed.is_gone
