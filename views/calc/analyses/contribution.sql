-- 对上级变化的贡献（内部编号） / What mart.contribution shows, on ids. One row per analysis, member and
-- pair of consecutive periods that both it and its parent have.
create view calc.contribution as
with point as materialized (
    select
        analysis_point.*,
        lag(analysis_point.period_end) over in_time as base_period_end,
        analysis_point.value - lag(analysis_point.value) over in_time as change,
        analysis_point.low - lag(analysis_point.high) over in_time as change_low,
        analysis_point.high - lag(analysis_point.low) over in_time as change_high
    from calc.analysis_point
    where analysis_point.method = 'contribution'
    window in_time as (
        partition by
            analysis_point.analysis_code, analysis_point.admin_unit_id, analysis_point.span,
            analysis_point.segment
        order by
            analysis_point.period_end, analysis_point.period_start, analysis_point.observation_id
    )
)

select
    member.analysis_code,
    member.admin_unit_id,
    member.parent_id,
    member.period_start,
    member.period_end,
    member.base_period_end,
    member.change,
    parent.change as parent_change,
    member.unit,
    trim_scale(round(100 * member.change / parent.change, 6)) as share,
    trim_scale(round(bound.low, 6)) as low,
    trim_scale(round(bound.high, 6)) as high
from point as member
inner join point as parent
    on
        parent.analysis_code = member.analysis_code
        and parent.admin_unit_id = member.parent_id
        and parent.period_start = member.period_start
        and parent.period_end = member.period_end
        and parent.base_period_end = member.base_period_end
        and parent.change <> 0
left join lateral (
    select
        min(100 * mine.change / whole.change) as low,
        max(100 * mine.change / whole.change) as high
    from (values (member.change_low), (member.change_high)) as mine (change)
    cross join (values (parent.change_low), (parent.change_high)) as whole (change)
) as bound on parent.change_low > 0 or parent.change_high < 0
