-- 多来源单元格的采用值与其对手 / The accepted report of each cell that has others, on ids: how many reports and
-- sources there are, whether any of them contradicts it, the report of another source that comes
-- next, and the number of the step of calc.report_order that decided between the two. One row per
-- cell with several current reports.
-- Key: indicator_id, breakdown_id, admin_unit_id, period_end.
create table calc.contest as
with contested as (
    select
        indicator_id,
        breakdown_id,
        admin_unit_id,
        period_end,
        observation_id,
        decision_id,
        report_order,
        1 + count(*) as report_count,
        1 + count(distinct rival_source_id) filter (where rival_source_id <> source_id)
            as source_count,
        coalesce(bool_or(rival_high < low or rival_low > high), false) as in_conflict,
        min(rival_report_order) filter (where rival_source_id <> source_id) as next_report_order
    from calc.rival
    where accepted and not rival_accepted and rival_withdrawn_at is null
    group by
        indicator_id, breakdown_id, admin_unit_id, period_end, observation_id, decision_id,
        report_order
)

select
    contested.indicator_id,
    contested.breakdown_id,
    contested.admin_unit_id,
    contested.period_end,
    contested.observation_id,
    contested.report_count,
    contested.source_count,
    contested.in_conflict,
    -- The order ends with the observation itself.
    cast(contested.next_report_order[cardinality(contested.next_report_order)] as int)
        as next_observation_id,
    step.number as step,
    case when step.number = 1 then contested.decision_id end as decision_id
from contested
cross join
    lateral (
        select min(element.number) as number
        from
            unnest(contested.report_order, contested.next_report_order)
            with ordinality as element (mine, theirs, number)
        where element.mine <> element.theirs and contested.next_report_order is not null
    ) as step;

create unique index contest_key on calc.contest (observation_id);

create index contest_admin_unit_id_indicator_id_idx
on calc.contest (admin_unit_id, indicator_id, breakdown_id, period_end);

-- Touched by core.observation:
select
    indicator_id,
    breakdown_id,
    admin_unit_id,
    period_end
from touched_observation
