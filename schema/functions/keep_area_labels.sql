-- 维护地区的最新代码和名称（core.area_label）：版本或集合有变时，只改动不同的行
-- / Keeps the latest code and name of every area in core.area_label: when versions or sets change,
-- the rows that differ are written.
create function core.keep_area_labels()
returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    -- A replica gets the rows of core.area_label themselves, and must not have them before.
    if core.writes_for_replica() then
        return null;
    end if;
    delete from core.area_label
    where
        not exists (
            select from core.admin_unit_version
            where admin_unit_version.admin_unit_id = area_label.admin_unit_id
        )
        and not exists (
            select from core.admin_unit_set
            where admin_unit_set.admin_unit_id = area_label.admin_unit_id
        );
    insert into core.area_label (
        admin_unit_id, area_code, area_name, area_name_en, area_level, parent_id
    )
    select
        latest.admin_unit_id,
        latest.code,
        latest.name,
        latest.name_en,
        latest.level,
        latest.parent_id
    from core.admin_unit_version as latest
    where not exists (
        select from core.admin_unit_version as later
        where
            later.admin_unit_id = latest.admin_unit_id
            and lower(later.valid) > lower(latest.valid)
    )
    union all
    select
        admin_unit_id,
        admin_unit.key,
        admin_unit_set.name,
        admin_unit_set.name_en,
        'set',
        admin_unit_set.within_id
    from core.admin_unit_set
    inner join core.admin_unit using (admin_unit_id)
    except all
    select admin_unit_id, area_code, area_name, area_name_en, area_level, parent_id
    from core.area_label
    on conflict (admin_unit_id) do update set
        area_code = excluded.area_code,
        area_name = excluded.area_name,
        area_name_en = excluded.area_name_en,
        area_level = excluded.area_level,
        parent_id = excluded.parent_id;
    return null;
end
$$;

create trigger admin_unit_version_labels
after insert or update or delete or truncate on core.admin_unit_version
for each statement execute function core.keep_area_labels();

create trigger admin_unit_set_labels
after insert or update or delete or truncate on core.admin_unit_set
for each statement execute function core.keep_area_labels();

-- A bulk load, which has joined its foreign keys, switches the other triggers off.
alter table core.admin_unit_version enable always trigger admin_unit_version_labels;
alter table core.admin_unit_set enable always trigger admin_unit_set_labels;
