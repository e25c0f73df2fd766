-- The members that breakdowns are made of.
select
    member_key as code,
    member_name as name,
    member_name_en as name_en,
    dimension_name,
    dimension_name_en
from mart.member
order by member_key
