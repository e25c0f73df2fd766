-- calc.contest without arrays: the steps of the rule in columns, by their numbers. Of keys there is
-- the order alone; what comes last in a step is as large as no other. Five criteria are all that
-- there are.
with pair as (
    select
        accepted.observation_id,
        accepted.source_id,
        rival.observation_id as rival_id,
        rival.source_id as rival_source_id,
        rival.high < accepted.low or rival.low > accepted.high as contradicts
    from core.observation as rival
    inner join core.observation as accepted
        using (indicator_id, breakdown_id, admin_unit_id, period_start, period_end, basis)
    where accepted.accepted and not rival.accepted and rival.withdrawn_at is null
),

report as (
    select observation_id from pair
    union
    select rival_id from pair
),

criterion as (
    select
        criterion,
        preference,
        row_number() over (order by position) as number
    from core.acceptance_criterion
),

answer as (
    select
        observation.observation_id,
        criterion.number,
        case
            when criterion.criterion = 'precision'
                then
                    coalesce(
                        observation.high - observation.low,
                        cast(100000000000000000000 as numeric)
                    )
            when criterion.criterion in ('authority', 'source_kind', 'status')
                then
                    cast(coalesce(
                        nullif(
                            strpos(
                                criterion.preference,
                                '"' || case criterion.criterion
                                    when 'authority' then source.authority
                                    when 'source_kind' then source.kind
                                    else observation.status
                                end || '"'
                            ),
                            0
                        ),
                        1000000
                    ) as numeric)
            else
                cast(coalesce(
                    22000101 - extract(year from source.published_on) * 10000
                    - extract(month from source.published_on) * 100
                    - extract(day from source.published_on),
                    100000000
                ) as numeric)
        end as answer
    from report
    inner join core.observation as observation
        on observation.observation_id = report.observation_id
    inner join core.source as source on source.source_id = observation.source_id
    cross join criterion
),

answers as (
    select
        observation_id,
        max(case when number = 1 then answer end) as first_answer,
        max(case when number = 2 then answer end) as second_answer,
        max(case when number = 3 then answer end) as third_answer,
        max(case when number = 4 then answer end) as fourth_answer,
        max(case when number = 5 then answer end) as fifth_answer,
        max(number) as criteria
    from answer
    group by observation_id
),

steps as (
    select
        observation.observation_id,
        decision.decision_id,
        case when decision.decision_id is null then 1 else 0 end as is_undecided,
        coalesce(answers.first_answer, 0) as first_answer,
        coalesce(answers.second_answer, 0) as second_answer,
        coalesce(answers.third_answer, 0) as third_answer,
        coalesce(answers.fourth_answer, 0) as fourth_answer,
        coalesce(answers.fifth_answer, 0) as fifth_answer,
        coalesce(answers.criteria, 0) as criteria
    from report
    inner join core.observation as observation
        on observation.observation_id = report.observation_id
    left join answers on answers.observation_id = report.observation_id
    left join core.decision as decision
        using (
            source_id, indicator_id, breakdown_id, admin_unit_id, period_start, period_end, basis
        )
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
    inner join steps on steps.observation_id = pair.rival_id
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
    inner join steps on steps.observation_id = counted.observation_id
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
inner join core.observation as accepted on accepted.observation_id = decided.observation_id
