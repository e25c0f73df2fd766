-- 地区最新版本及其所在的省、地、县 / Every area by its latest version, abolished units and sets included:
-- its days, and the province, prefecture and county in which it lies, a unit of such a level in
-- itself; within which unit areas of its level are its peers: those of a province, provinces of the
-- nation, if it counts them in, a set of none. in_force: it has no last day. One row per
-- administrative unit or set.
-- Key: admin_unit_id.
create table calc.area_location as
select
    self.admin_unit_id,
    self.area_code,
    self.area_name,
    self.area_name_en,
    self.area_level,
    self.parent_id,
    first.area_code as parent_code,
    above.province_id,
    above.province_code,
    above.province_name,
    above.prefecture_id,
    above.prefecture_code,
    above.prefecture_name,
    above.county_id,
    above.county_code,
    above.county_name,
    version.valid_from,
    version.valid_from_precision,
    version.valid_to,
    version.valid_to is null as in_force,
    version.iso_3166_2,
    coalesce(
        case
            when self.area_level = 'set' then self.admin_unit_id
            when
                exists (
                    select from calc.area_apart
                    where
                        area_apart.admin_unit_id = self.admin_unit_id
                        and area_apart.within_id = self.parent_id
                )
                then self.admin_unit_id
            when self.area_level = 'province' then self.parent_id
            else coalesce(above.province_id, self.parent_id)
        end,
        self.admin_unit_id
    ) as within_id
from core.area_label as self
left join calc.area_version as version
    on
        version.admin_unit_id = self.admin_unit_id
        and not exists (
            select from calc.area_version as later
            where
                later.admin_unit_id = version.admin_unit_id
                and later.valid_from > version.valid_from
        )
left join core.area_label as first on first.admin_unit_id = self.parent_id
left join core.area_label as second on second.admin_unit_id = first.parent_id
left join core.area_label as third on third.admin_unit_id = second.parent_id
left join core.area_label as fourth on fourth.admin_unit_id = third.parent_id
cross join lateral (
    select
        min(id) filter (where level = 'province') as province_id,
        min(code) filter (where level = 'province') as province_code,
        min(name) filter (where level = 'province') as province_name,
        min(id) filter (where level = 'prefecture') as prefecture_id,
        min(code) filter (where level = 'prefecture') as prefecture_code,
        min(name) filter (where level = 'prefecture') as prefecture_name,
        min(id) filter (where level = 'county') as county_id,
        min(code) filter (where level = 'county') as county_code,
        min(name) filter (where level = 'county') as county_name
    from (
        values
        (self.admin_unit_id, self.area_code, self.area_name, self.area_level),
        (first.admin_unit_id, first.area_code, first.area_name, first.area_level),
        (second.admin_unit_id, second.area_code, second.area_name, second.area_level),
        (third.admin_unit_id, third.area_code, third.area_name, third.area_level),
        (fourth.admin_unit_id, fourth.area_code, fourth.area_name, fourth.area_level)
    ) as unit (id, code, name, level)
) as above;

create unique index area_location_key on calc.area_location (admin_unit_id);

create index area_location_area_code_idx on calc.area_location (area_code);

create index area_location_within_id_idx on calc.area_location (within_id, area_level);

create index area_location_parent_id_idx on calc.area_location (parent_id, area_level)
