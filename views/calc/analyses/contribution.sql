-- 对上级变化的贡献（内部编号） / What mart.contribution shows, on ids. One row per analysis, member and
-- pair of consecutive periods that both it and its parent have.
-- Key: analysis_code, parent_id.
create table calc.contribution as
-- Not materialized, so that a condition on the key reaches the tables.
with point as not materialized (
    select
        point.*,
        lag(point.period_end) over in_time as base_period_end,
        point.value - lag(point.value) over in_time as change,
        point.low - lag(point.high) over in_time as change_low,
        point.high - lag(point.low) over in_time as change_high
    from calc.analysis_point as point
    inner join core.analysis
        on analysis.code = point.analysis_code and analysis.method = 'contribution'
    window in_time as (
        partition by
            point.analysis_code, point.parent_id, point.admin_unit_id, point.span, point.segment
        order by point.period_end, point.period_start, point.observation_id
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
    case
        when parent.change_low > 0 or parent.change_high < 0
            then trim_scale(round(least(
                100 * member.change_low / parent.change_low,
                100 * member.change_low / parent.change_high,
                100 * member.change_high / parent.change_low,
                100 * member.change_high / parent.change_high
            ), 6))
    end as low,
    case
        when parent.change_low > 0 or parent.change_high < 0
            then trim_scale(round(greatest(
                100 * member.change_low / parent.change_low,
                100 * member.change_low / parent.change_high,
                100 * member.change_high / parent.change_low,
                100 * member.change_high / parent.change_high
            ), 6))
    end as high
from point as member
inner join point as parent
    on
        parent.analysis_code = member.analysis_code
        and parent.admin_unit_id = member.parent_id
        and parent.period_start = member.period_start
        and parent.period_end = member.period_end
        and parent.base_period_end = member.base_period_end
        and parent.change <> 0;

create index contribution_admin_unit_id_analysis_code_idx
on calc.contribution (admin_unit_id, analysis_code);

create index contribution_parent_id_idx on calc.contribution (parent_id, analysis_code);

-- Touched by calc.analysis_point: what its parent's members have, and what its own have.
select
    touched.analysis_code,
    above.parent_id
from touched_analysis_point as touched
inner join core.analysis
    on analysis.code = touched.analysis_code and analysis.method = 'contribution'
inner join calc.area_location as area on area.admin_unit_id = touched.admin_unit_id
cross join lateral (values (area.admin_unit_id), (area.parent_id)) as above (parent_id)
-- A village has no members.
where exists (
    select from calc.area_location as member
    where member.parent_id = above.parent_id
)
