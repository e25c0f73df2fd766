-- The rows that become observations, and the observation that each follows; in the order of the
-- index that finds them.
create temp table news on commit drop as
select
    resolved.*, -- noqa: AM04
    change.current_id
from resolved
inner join change on change.line = resolved.line
order by
    resolved.indicator_id,
    resolved.admin_unit_id,
    resolved.breakdown_id,
    resolved.period_start
