-- How many rows name something unknown, have a figure that is not a plain number, or are wrong
-- otherwise.
select
    (select count(*) from staged) - count(*) as unresolved,
    count(*) filter (where value is null) as unparsed,
    count(*) filter (where fault is not null) as wrong
from resolved_figure
