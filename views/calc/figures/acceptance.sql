-- 多来源单元格的取舍 / Which report of a cell the views use where several sources report it, on ids: the
-- report of another source that came next, and the number of the step of calc.report_order that
-- decided between the two. One row per cell with reports of several sources.
create view calc.acceptance as
with contest as (
    select
        observation_id,
        decision_id,
        report_order,
        1 + count(*) as report_count,
        min(rival_report_order) filter (where rival_source_id <> source_id) as next_report_order
    from calc.rival
    where accepted and not rival_accepted and rival_withdrawn_at is null
    group by observation_id, decision_id, report_order
)

select
    contest.observation_id,
    contest.report_count,
    -- The order ends with the observation itself.
    cast(contest.next_report_order[cardinality(contest.next_report_order)] as int)
        as next_observation_id,
    step.number as step,
    case when step.number = 1 then contest.decision_id end as decision_id
from contest
cross join
    lateral (
        select min(element.number) as number
        from
            unnest(contest.report_order, contest.next_report_order)
            with ordinality as element (mine, theirs, number)
        where element.mine <> element.theirs
    ) as step
where contest.next_report_order is not null
