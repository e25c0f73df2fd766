-- 各年有采用值的指标和地区 / Of which indicators an area has figures that end in a year, on ids: how many,
-- of how many sources. One row per indicator, area and year.
create view calc.completeness_reported as
-- Counted in two steps, since distinct ones of a group are counted by a sort of all.
with by_source as (
    select
        indicator_id,
        admin_unit_id,
        cast(extract(year from period_end) as int) as year,
        source_id,
        cast(count(*) as int) as figures
    from calc.series
    group by indicator_id, admin_unit_id, year, source_id
)

select
    indicator_id,
    admin_unit_id,
    year,
    cast(sum(figures) as int) as figures,
    count(*) as source_count
from by_source
group by indicator_id, admin_unit_id, year
