-- The rows that become observations, and the observation that each follows.
create temp table news on commit drop as
select
    resolved.*, -- noqa: AM04
    change.current_id
from resolved
inner join change on change.line = resolved.line
