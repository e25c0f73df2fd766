-- 已发布的来源不得再设发布时间限制 / Keeps released what is released: a source whose figures others
-- have seen is not put under embargo.
create function core.keep_released()
returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    if
        exists (select from core.observation where observation.source_id = new.source_id)
        or exists (select from core.comparison where comparison.source_id = new.source_id)
        or exists (select from core.mention where mention.source_id = new.source_id)
    then
        raise exception '% is released: its figures have been seen', new.code
        using
            errcode = 'check_violation',
            hint = 'Embargo a source before its first file is loaded.';
    end if;
    return new;
end
$$;

create trigger source_stays_released
before update of release_at on core.source
for each row
when (new.release_at > now() and new.release_at is distinct from old.release_at)
execute function core.keep_released();
