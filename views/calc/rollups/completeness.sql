-- 数据完整性 / Whether an indicator is known for an area and year, on ids: reported, derived, or missing
-- though an area in force of the same level in the same province (provinces: of the nation) reports
-- it in that year. One row per indicator, area and year.
-- Key: indicator_id, area_level, within_id, year.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.completeness as
with state as (
    select
        reported.*,
        false as is_derived
    from calc.completeness_reported as reported
    union all
    select
        derived.*,
        0,
        0,
        true
    from calc.completeness_derived as derived
    union all
    select
        occasion.indicator_id,
        occasion.area_level,
        occasion.within_id,
        occasion.year,
        peer.admin_unit_id,
        0,
        0,
        false
    from (
        select distinct
            indicator_id,
            area_level,
            within_id,
            year
        from calc.completeness_reported
    ) as occasion
    inner join calc.area_location as peer
        on
            peer.area_level = occasion.area_level
            and peer.within_id = occasion.within_id
            and peer.in_force
)

select
    indicator_id,
    area_level,
    within_id,
    year,
    admin_unit_id,
    case
        when sum(figures) > 0 then 'reported'
        when bool_or(is_derived) then 'derived'
        else 'missing'
    end as state,
    cast(sum(figures) as bigint) as figures,
    max(source_count) as source_count
from state
group by indicator_id, area_level, within_id, year, admin_unit_id;

create index completeness_admin_unit_id_indicator_id_idx
on calc.completeness (admin_unit_id, indicator_id);

create index completeness_key
on calc.completeness (indicator_id, year, within_id, area_level);

-- Touched by core.observation:
select
    figure.indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from figure.period_end) as int) as year
from touched_observation as figure
inner join calc.area_location as area on area.admin_unit_id = figure.admin_unit_id
union
select
    comparison.base_indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from comparison.base_period_end) as int)
from touched_observation as figure
inner join core.comparison
    on
        comparison.indicator_id = figure.indicator_id
        and comparison.admin_unit_id = figure.admin_unit_id
inner join calc.area_location as area on area.admin_unit_id = comparison.base_admin_unit_id;

-- Touched by core.comparison:
select
    comparison.base_indicator_id as indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from comparison.base_period_end) as int) as year
from touched_comparison as comparison
inner join calc.area_location as area on area.admin_unit_id = comparison.base_admin_unit_id;

-- Touched by calc.rollup:
select
    rollup.indicator_id,
    area.area_level,
    area.within_id,
    cast(extract(year from rollup.period_end) as int) as year
from touched_rollup as rollup
inner join calc.area_location as area on area.admin_unit_id = rollup.parent_id
