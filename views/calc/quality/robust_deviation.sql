-- 稳健离差 / How far values lie from their median: the median absolute deviation × 1.4826, which is
-- the standard deviation of what is normally distributed. One row.
create function calc.robust_deviation(figures double precision[], median double precision)
returns table (deviation double precision)
language sql immutable parallel safe
as $$
select 1.4826 * percentile_cont(0.5) within group (order by abs(figure - $2))
from unnest($1) as element (figure)
$$
