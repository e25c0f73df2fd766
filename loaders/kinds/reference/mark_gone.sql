-- Mark the lines that the file had when it was loaded last, and does not have now.
update ops.listed
set is_gone = true
where
    list_name = :list_name
    and origin = :origin
    and not is_gone
    and key not in (
        select
            array(
                select coalesce(to_jsonb(staged) ->> identity.name, '')
                from unnest(cast(:identity as text[])) with ordinality as identity (name, place)
                order by identity.place
            )
        from staged
    )
