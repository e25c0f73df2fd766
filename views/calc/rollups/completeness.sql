-- 数据完整性 / Whether an indicator is known for an area and year, on ids: reported, derived, or missing
-- though an area in force of the same level in the same province (provinces: of the nation) reports
-- it in that year. One row per indicator, area and year.
-- Key: indicator_id, admin_unit_id, year.
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
        peer.admin_unit_id,
        occasion.year,
        0,
        0,
        false
    from calc.area_location as peer
    inner join calc.completeness_occasion as occasion using (area_level, within_id)
    where peer.in_force
)

select
    indicator_id,
    admin_unit_id,
    year,
    case
        when sum(figures) > 0 then 'reported'
        when bool_or(is_derived) then 'derived'
        else 'missing'
    end as state,
    sum(figures) as figures,
    max(source_count) as source_count
from state
group by indicator_id, admin_unit_id, year;

create index completeness_key on calc.completeness (admin_unit_id, indicator_id, year);

create index completeness_indicator_id_year_idx on calc.completeness (indicator_id, year);

-- Touched by core.observation:
select
    indicator_id,
    admin_unit_id,
    cast(extract(year from period_end) as int) as year
from touched_observation
union
select
    comparison.base_indicator_id,
    comparison.base_admin_unit_id,
    cast(extract(year from comparison.base_period_end) as int)
from touched_observation as figure
inner join core.comparison
    on
        comparison.indicator_id = figure.indicator_id
        and comparison.admin_unit_id = figure.admin_unit_id;

-- Touched by core.comparison:
select
    base_indicator_id as indicator_id,
    base_admin_unit_id as admin_unit_id,
    cast(extract(year from base_period_end) as int) as year
from touched_comparison;

-- Touched by calc.completeness_occasion: all peers.
select
    occasion.indicator_id,
    peer.admin_unit_id,
    occasion.year
from touched_completeness_occasion as occasion
inner join calc.area_location as peer using (area_level, within_id);

-- Touched by calc.rollup:
select
    indicator_id,
    parent_id as admin_unit_id,
    cast(extract(year from period_end) as int) as year
from touched_rollup
