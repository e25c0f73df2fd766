-- 数据完整性 / Whether an indicator is known for an area and year, on ids: reported, derived, or missing
-- though an area in force of the same level in the same province (provinces: of the nation) reports
-- it in that year. One row per indicator, area and year.
create view calc.completeness as
with reported as (
    select
        indicator_id,
        admin_unit_id,
        year,
        figures,
        source_count
    from calc.completeness_reported
),

derived as (
    select
        indicator_id,
        admin_unit_id,
        year
    from calc.completeness_derived
),

peers as (
    select
        admin_unit_id,
        area_level,
        in_force,
        case area_level when 'province' then 0 else province_id end as within_id
    from calc.area_location
),

occasion as (
    select distinct
        reported.indicator_id,
        reported.year,
        peers.area_level,
        peers.within_id
    from reported
    inner join peers on peers.admin_unit_id = reported.admin_unit_id
),

wanted as (
    select
        occasion.indicator_id,
        peers.admin_unit_id,
        occasion.year
    from occasion
    inner join peers
        on
            peers.area_level = occasion.area_level
            and peers.within_id = occasion.within_id
            and peers.in_force
    union
    select
        indicator_id,
        admin_unit_id,
        year
    from reported
    union
    select
        indicator_id,
        admin_unit_id,
        year
    from derived
)

select
    wanted.indicator_id,
    wanted.admin_unit_id,
    wanted.year,
    case
        when reported.figures is not null then 'reported'
        when derived.indicator_id is not null then 'derived'
        else 'missing'
    end as state,
    coalesce(reported.figures, 0) as figures,
    coalesce(reported.source_count, 0) as source_count
from wanted
left join reported
    on
        reported.indicator_id = wanted.indicator_id
        and reported.admin_unit_id = wanted.admin_unit_id
        and reported.year = wanted.year
left join derived
    on
        derived.indicator_id = wanted.indicator_id
        and derived.admin_unit_id = wanted.admin_unit_id
        and derived.year = wanted.year
