-- How many rows name something unknown or not allowed, have a figure that is not a plain number, or
-- are wrong otherwise.
select
    (select count(*) from staged) - count(*) filter (where is_allowed) as unresolved,
    count(*) filter (where value is null) as unparsed,
    count(*) filter (where fault is not null) as wrong
from (
    select
        value,
        fault,
        basis in ('point', 'during', 'effective', 'target')
        and (status = 'A' or status ~ '^[A-QU-W]$') as is_allowed
    from resolved_figure
) as figure
