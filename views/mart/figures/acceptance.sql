-- 多来源单元格的取舍及理由 / Which report of a cell the views use where several sources report it,
-- the report that came next, and the step of the rule that decided between the two: a curator's
-- decision with its reason, a step of core.acceptance_criterion, or (recorded) that it was there
-- first. One row per cell with reports of several sources.
create view mart.acceptance as
with criterion as (
    select
        acceptance_criterion.*,
        -- A decision comes before them all.
        1 + row_number() over (order by acceptance_criterion.position) as step
    from core.acceptance_criterion
)

select
    chosen.indicator_code,
    chosen.indicator_name,
    chosen.area_code,
    chosen.area_name,
    chosen.breakdown,
    chosen.period_start,
    chosen.period_end,
    chosen.basis,
    cast(contest.report_count as int) as report_count,
    chosen.observation_id,
    chosen.source_code,
    chosen.value,
    contest.next_observation_id,
    next_source.code as next_source_code,
    next.value as next_value,
    case
        when contest.step = 1 then 'decision'
        else coalesce(criterion.criterion, 'recorded')
    end as accepted_because,
    case
        when contest.step = 1
            then format(
                '%s（%s，%s）',
                calc.note_said(decision.reason, 'zh'),
                calc.note_said(decision.decided_by, 'zh'),
                decision.decided_on
            )
        else coalesce(criterion.definition, '先入库者为准')
    end as reason,
    case
        when contest.step = 1
            then format(
                '%s (%s, %s)',
                calc.note_said(decision.reason, 'en'),
                calc.note_said(decision.decided_by, 'en'),
                decision.decided_on
            )
        else coalesce(criterion.definition_en, 'The one recorded first.')
    end as reason_en
from calc.contest
inner join mart.reported as chosen using (observation_id)
inner join core.observation as next on next.observation_id = contest.next_observation_id
inner join core.source as next_source using (source_id)
left join criterion using (step)
left join core.decision using (decision_id)
where contest.next_observation_id is not null
