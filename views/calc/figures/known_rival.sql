-- 某时刻已知的同一单元格的其他报告 / The other reports of the cell of an observation that the database had
-- at a moment: when they come before it, as calc.rival says, and whether the two contradict each
-- other. One row per report.
create function calc.known_rival(observation_id bigint, moment timestamptz)
returns table (
    source_id int,
    published_on date,
    preferred_from date,
    preferred_until date,
    is_of_another_source boolean,
    contradicts boolean
)
language sql stable parallel safe
as $$
select
    rival.rival_source_id,
    rival.rival_published_on,
    rival.preferred_from,
    rival.preferred_until,
    rival.rival_source_id <> rival.source_id,
    rival.rival_high < rival.low or rival.rival_low > rival.high
from (
    select rival.* -- noqa: AM04
    from calc.rival
    where rival.observation_id = $1 and rival.rival_accepted
    union all
    -- Apart, since each has an index of its own.
    select rival.*
    from calc.rival
    where rival.observation_id = $1 and not rival.rival_accepted
) as rival
where
    rival.rival_recorded_at <= $2
    and (rival.rival_withdrawn_at is null or rival.rival_withdrawn_at > $2)
$$
