-- 分组取值 / The members that breakdowns are made of (residence=urban), with the dimension they belong
-- to. One row per member.
create view mart.member as
select
    member.dimension_code || '=' || member.code as member_key,
    member.dimension_code,
    dimension.name as dimension_name,
    dimension.name_en as dimension_name_en,
    member.code as member_code,
    member.name as member_name,
    member.name_en as member_name_en,
    member.definition,
    member.definition_en
from core.member
inner join core.dimension on dimension.code = member.dimension_code
