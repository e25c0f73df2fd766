-- The lines that are gone from a file, and whether another file has them.
select
    gone.list_name,
    gone.origin,
    gone.key,
    (gone.list_name, gone.key) in (
        select
            listed.list_name,
            listed.key
        from ops.listed
        where not listed.is_gone
    ) as is_elsewhere
from ops.listed as gone
where gone.is_gone
order by gone.list_name, gone.key
