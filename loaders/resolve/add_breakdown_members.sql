-- The members of breakdowns, which their keys name.
insert into core.breakdown_member (breakdown_id, dimension_code, member_code)
select
    breakdown.breakdown_id,
    split_part(part.name, '=', 1),
    split_part(part.name, '=', 2)
from core.breakdown
cross join regexp_split_to_table(breakdown.key, ';') as part (name)
where breakdown.key <> 'total'
on conflict do nothing
