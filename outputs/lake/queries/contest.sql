-- calc.contest without arrays: the steps of the rule are the columns of calc.contender.
with pair as (
    select
        accepted.observation_id,
        accepted.source_id,
        rival.observation_id as rival_id,
        rival.source_id as rival_source_id,
        rival.high < accepted.low or rival.low > accepted.high as contradicts
    from calc.contender as rival
    inner join calc.contender as accepted
        using (indicator_id, breakdown_id, admin_unit_id, period_start, period_end, basis)
    where accepted.place = 1 and rival.place > 1
),

counted as (
    select
        observation_id,
        1 + count(*) as report_count,
        1 + count(distinct case when rival_source_id <> source_id then rival_source_id end)
            as source_count,
        coalesce(bool_or(contradicts), false) as in_conflict
    from pair
    group by observation_id
),

next_report as (
    select
        pair.observation_id,
        steps.observation_id as next_observation_id,
        steps.is_undecided,
        steps.first_answer,
        steps.second_answer,
        steps.third_answer,
        steps.fourth_answer,
        steps.fifth_answer,
        row_number() over (
            partition by pair.observation_id
            order by
                steps.is_undecided, steps.first_answer, steps.second_answer, steps.third_answer,
                steps.fourth_answer, steps.fifth_answer, steps.observation_id
        ) as place
    from pair
    inner join calc.contender as steps on steps.observation_id = pair.rival_id
    where pair.rival_source_id <> pair.source_id
),

decided as (
    select
        counted.observation_id,
        counted.report_count,
        counted.source_count,
        counted.in_conflict,
        next_report.next_observation_id,
        case
            when next_report.next_observation_id is null then null
            when next_report.is_undecided <> steps.is_undecided then 1
            when next_report.first_answer <> steps.first_answer then 2
            when next_report.second_answer <> steps.second_answer then 3
            when next_report.third_answer <> steps.third_answer then 4
            when next_report.fourth_answer <> steps.fourth_answer then 5
            when next_report.fifth_answer <> steps.fifth_answer then 6
            else steps.criteria + 2
        end as step,
        steps.decision_id
    from counted
    inner join calc.contender as steps on steps.observation_id = counted.observation_id
    left join next_report
        on next_report.observation_id = counted.observation_id and next_report.place = 1
)

select
    accepted.indicator_id,
    accepted.breakdown_id,
    accepted.admin_unit_id,
    accepted.period_end,
    decided.observation_id,
    decided.report_count,
    decided.source_count,
    decided.in_conflict,
    decided.next_observation_id,
    decided.step,
    case when decided.step = 1 then decided.decision_id end as decision_id
from decided
inner join calc.contender as accepted on accepted.observation_id = decided.observation_id
