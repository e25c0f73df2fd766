-- 数据完整性 / Whether an indicator is known for an area and year: reported by a source; derived,
-- since all children of the area report or a statement implies the value; or missing, though an
-- area of the same level in the same province reports it in that year.
-- One row per indicator, area and year.
create view mart.completeness as
with placed as (
    select
        value.indicator_code,
        value.area_code,
        value.area_level,
        case value.area_level when 'province' then 'nation' else area.province_code end as within,
        cast(extract(year from value.period_end) as int) as year,
        count(*) as figures,
        count(distinct value.source_code) as source_count
    from mart.value
    left join mart.area on area.area_code = value.area_code
    where value.basis <> 'target'
    group by 1, 2, 3, 4, 5
),

derived as (
    select
        indicator_code,
        area_code,
        cast(extract(year from period_end) as int) as year
    from mart.rollup
    where children_reporting = children_total and sum_of_children is not null
    union
    select
        indicator_code,
        area_code,
        cast(extract(year from base_period_end) as int)
    from mart.comparison_check
    where implied_base is not null
),

wanted as (
    select
        occasion.indicator_code,
        occasion.year,
        area.area_code
    from (
        select distinct
            indicator_code,
            area_level,
            within,
            year
        from placed
        where within is not null
    ) as occasion
    inner join mart.area
        on
            area.area_level = occasion.area_level
            and occasion.within
            = case area.area_level when 'province' then 'nation' else area.province_code end
    union
    select
        indicator_code,
        year,
        area_code
    from placed
    union
    select
        indicator_code,
        year,
        area_code
    from derived
)

select
    indicator.program_code,
    wanted.indicator_code,
    indicator.name as indicator_name,
    indicator.name_en as indicator_name_en,
    wanted.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    wanted.year,
    case
        when placed.figures is not null then 'reported'
        when derived.indicator_code is not null then 'derived'
        else 'missing'
    end as state,
    coalesce(placed.figures, 0) as figures,
    coalesce(placed.source_count, 0) as source_count
from wanted
inner join core.indicator on indicator.code = wanted.indicator_code
inner join calc.area_label on area_label.area_code = wanted.area_code
left join placed
    on
        placed.indicator_code = wanted.indicator_code
        and placed.area_code = wanted.area_code
        and placed.year = wanted.year
left join derived
    on
        derived.indicator_code = wanted.indicator_code
        and derived.area_code = wanted.area_code
        and derived.year = wanted.year
