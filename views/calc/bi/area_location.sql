-- 地区所在的省、地、县 / The province, prefecture and county in which every area lies by its latest
-- version, abolished units and sets included. One row per administrative unit or set.
create view calc.area_location as
select
    self.admin_unit_id,
    self.area_code,
    above.province_code,
    above.province_name,
    above.prefecture_code,
    above.prefecture_name,
    above.county_code,
    above.county_name
from core.area_label as self
left join core.area_label as first on first.admin_unit_id = self.parent_id
left join core.area_label as second on second.admin_unit_id = first.parent_id
left join core.area_label as third on third.admin_unit_id = second.parent_id
left join core.area_label as fourth on fourth.admin_unit_id = third.parent_id
cross join lateral (
    select
        min(code) filter (where level = 'province') as province_code,
        min(name) filter (where level = 'province') as province_name,
        min(code) filter (where level = 'prefecture') as prefecture_code,
        min(name) filter (where level = 'prefecture') as prefecture_name,
        min(code) filter (where level = 'county') as county_code,
        min(name) filter (where level = 'county') as county_name
    from (
        values
        (self.area_code, self.area_name, self.area_level),
        (first.area_code, first.area_name, first.area_level),
        (second.area_code, second.area_name, second.area_level),
        (third.area_code, third.area_name, third.area_level),
        (fourth.area_code, fourth.area_name, fourth.area_level)
    ) as unit (code, name, level)
) as above
