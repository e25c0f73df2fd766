-- The current reports of the cells that have several, in the order of calc.report_order without
-- arrays: its steps in columns, by their numbers. Of keys there is the order alone; what comes last
-- in a step is as large as no other. Five criteria are all that there are. place: 1 is accepted.
with cell as (
    select
        indicator_id,
        breakdown_id,
        admin_unit_id,
        period_start,
        period_end,
        basis
    from core.figure
    where withdrawn_at is null
    group by indicator_id, breakdown_id, admin_unit_id, period_start, period_end, basis
    having count(*) > 1
),

report as (
    select figure.* -- noqa: AM04
    from core.figure as figure
    inner join cell
        using (indicator_id, breakdown_id, admin_unit_id, period_start, period_end, basis)
    where figure.withdrawn_at is null
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
        report.observation_id,
        criterion.number,
        case
            when criterion.criterion = 'precision'
                then
                    coalesce(
                        report.high - report.low,
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
                                    else report.status
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
    inner join core.source as source on source.source_id = report.source_id
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
        report.indicator_id,
        report.breakdown_id,
        report.admin_unit_id,
        report.period_start,
        report.period_end,
        report.basis,
        report.observation_id,
        report.source_id,
        report.low,
        report.high,
        decision.decision_id,
        case when decision.decision_id is null then 1 else 0 end as is_undecided,
        coalesce(answers.first_answer, 0) as first_answer,
        coalesce(answers.second_answer, 0) as second_answer,
        coalesce(answers.third_answer, 0) as third_answer,
        coalesce(answers.fourth_answer, 0) as fourth_answer,
        coalesce(answers.fifth_answer, 0) as fifth_answer,
        coalesce(answers.criteria, 0) as criteria
    from report
    left join answers on answers.observation_id = report.observation_id
    left join core.decision as decision
        using (
            source_id, indicator_id, breakdown_id, admin_unit_id, period_start, period_end, basis
        )
)

select
    steps.*, -- noqa: AM04
    row_number() over (
        partition by indicator_id, breakdown_id, admin_unit_id, period_start, period_end, basis
        order by
            is_undecided, first_answer, second_answer, third_answer, fourth_answer, fifth_answer,
            observation_id
    ) as place
from steps
