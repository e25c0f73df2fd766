-- 互换的地区对 / Areas that were probably taken for each other in a source and period: each fits the
-- past of the other better than that of any third one, first among all, then among those that are
-- left. One row per source, period and area.
create view calc.swap as
with candidate as materialized (
    select
        swap_candidate.*,
        crossed / own as misfit
    from calc.swap_candidate
),

best as (
    select distinct on (source_id, period_end, admin_unit_id) candidate.*
    from candidate
    order by
        source_id asc, period_end asc, admin_unit_id asc, misfit asc, other_admin_unit_id asc
),

matched as (
    select mine.*
    from best as mine
    inner join best as other
        on
            (other.source_id, other.period_end) = (mine.source_id, mine.period_end)
            and (other.admin_unit_id, other.other_admin_unit_id)
            = (mine.other_admin_unit_id, mine.admin_unit_id)
),

next_best as (
    select distinct on (source_id, period_end, admin_unit_id) candidate.*
    from candidate
    where
        not exists (
            select from matched
            where
                matched.source_id = candidate.source_id
                and matched.period_end = candidate.period_end
                and matched.admin_unit_id
                in (candidate.admin_unit_id, candidate.other_admin_unit_id)
        )
    order by
        source_id asc, period_end asc, admin_unit_id asc, misfit asc, other_admin_unit_id asc
)

select
    source_id,
    period_end,
    admin_unit_id,
    other_admin_unit_id
from matched
union all
select
    mine.source_id,
    mine.period_end,
    mine.admin_unit_id,
    mine.other_admin_unit_id
from next_best as mine
inner join next_best as other
    on
        (other.source_id, other.period_end) = (mine.source_id, mine.period_end)
        and (other.admin_unit_id, other.other_admin_unit_id)
        = (mine.other_admin_unit_id, mine.admin_unit_id)
