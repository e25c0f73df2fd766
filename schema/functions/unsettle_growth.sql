-- 观测值在装载之外变动时，core.growth 不再齐备 / Growth that is kept is no longer complete once
-- observations change past the loaders.
create function core.unsettle_growth() returns trigger language plpgsql as $$
begin
    if current_setting('minzheng.settles', true) is distinct from 'on' then
        update core.indicator set growth_settled = false where growth_settled;
    end if;
    return null;
end
$$;

create trigger observation_growth
after insert or update or delete or truncate on core.observation
for each statement execute function core.unsettle_growth();

alter table core.observation enable always trigger observation_growth;
