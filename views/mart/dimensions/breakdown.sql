-- 分组及其名称 / The breakdowns of figures with their names: total, or the names of the members they
-- are made of. One row per breakdown.
create view mart.breakdown as
select
    breakdown.key as breakdown,
    coalesce(
        string_agg(member.name, '、' order by member.dimension_code), '合计'
    ) as breakdown_name,
    coalesce(
        string_agg(member.name_en, ', ' order by member.dimension_code), 'total'
    ) as breakdown_name_en,
    cast(count(member.code) as int) as member_count
from core.breakdown
left join core.breakdown_member using (breakdown_id)
left join core.member
    on
        member.dimension_code = breakdown_member.dimension_code
        and member.code = breakdown_member.member_code
group by breakdown.breakdown_id
