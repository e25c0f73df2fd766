-- 多来源单元格的取舍及理由 / Which report of a cell the views use where several sources report it,
-- the report that came next, and the step of the rule that decided between the two: a curator's
-- decision with its reason, a step of core.acceptance_criterion, or (recorded) that it was there
-- first. One row per cell with reports of several sources.
create view mart.acceptance as
with ordered as (
    select
        observation.*,
        source.code as source_code,
        decision.reason as decision_reason,
        decision.decided_on,
        decision.decided_by,
        calc.report_order(
            decision.decision_id is not null, source.kind, observation.status, observation.low,
            observation.high, source.published_on, observation.observation_id
        ) as report_order,
        count(*) over cell as report_count
    from (
        select distinct
            report.indicator_id,
            report.admin_unit_id,
            report.breakdown_id,
            report.period_start,
            report.period_end,
            report.basis
        from core.observation as report
        where report.withdrawn_at is null and not report.accepted
    ) as contested
    inner join core.observation
        on
            observation.indicator_id = contested.indicator_id
            and observation.admin_unit_id = contested.admin_unit_id
            and observation.breakdown_id = contested.breakdown_id
            and observation.period_start = contested.period_start
            and observation.period_end = contested.period_end
            and observation.basis = contested.basis
    inner join core.source on source.source_id = observation.source_id
    left join core.decision
        on
            decision.indicator_id = observation.indicator_id
            and decision.admin_unit_id = observation.admin_unit_id
            and decision.breakdown_id = observation.breakdown_id
            and decision.period_start = observation.period_start
            and decision.period_end = observation.period_end
            and decision.basis = observation.basis
            and decision.source_id = observation.source_id
    where
        observation.withdrawn_at is null
        and exists (
            select from core.observation as rival
            where
                rival.indicator_id = observation.indicator_id
                and rival.admin_unit_id = observation.admin_unit_id
                and rival.breakdown_id = observation.breakdown_id
                and rival.period_start = observation.period_start
                and rival.period_end = observation.period_end
                and rival.basis = observation.basis
                and rival.source_id <> observation.source_id
                and rival.withdrawn_at is null
        )
    window cell as (
        partition by
            observation.indicator_id, observation.admin_unit_id, observation.breakdown_id,
            observation.period_start, observation.period_end, observation.basis
    )
),

criterion as (
    select
        acceptance_criterion.*,
        1 + row_number() over (order by acceptance_criterion.position) as number
    from core.acceptance_criterion
)

select
    indicator.code as indicator_code,
    indicator.name as indicator_name,
    area_label.area_code,
    area_label.area_name,
    breakdown.key as breakdown,
    chosen.period_start,
    chosen.period_end,
    chosen.basis,
    chosen.report_count,
    chosen.observation_id,
    chosen.source_code,
    chosen.value,
    next.observation_id as next_observation_id,
    next.source_code as next_source_code,
    next.value as next_value,
    case
        when step.number = 1 then 'decision'
        else coalesce(criterion.criterion, 'recorded')
    end as accepted_because,
    case
        when step.number = 1
            then format('%s(%s,%s)', chosen.decision_reason, chosen.decided_by, chosen.decided_on)
        else coalesce(criterion.definition, '先入库者为准')
    end as reason,
    case
        when step.number = 1
            then
                format('%s (%s, %s)', chosen.decision_reason, chosen.decided_by, chosen.decided_on)
        else coalesce(criterion.definition_en, 'The one recorded first.')
    end as reason_en
from ordered as chosen
cross join
    lateral (
        select rival.*
        from ordered as rival
        where
            rival.indicator_id = chosen.indicator_id
            and rival.admin_unit_id = chosen.admin_unit_id
            and rival.breakdown_id = chosen.breakdown_id
            and rival.period_start = chosen.period_start
            and rival.period_end = chosen.period_end
            and rival.basis = chosen.basis
            and rival.source_id <> chosen.source_id
        order by rival.report_order
        limit 1
    ) as next
cross join
    lateral (
        select min(element.number) as number
        from
            unnest(chosen.report_order, next.report_order)
            with ordinality as element (mine, theirs, number)
        where element.mine <> element.theirs
    ) as step
left join criterion on step.number = criterion.number
inner join core.indicator on chosen.indicator_id = indicator.indicator_id
inner join core.breakdown on chosen.breakdown_id = breakdown.breakdown_id
inner join calc.area_label on chosen.admin_unit_id = area_label.admin_unit_id
where chosen.accepted
