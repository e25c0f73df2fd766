-- 观测只增不改：印出的数值、时期、来源等不得修改或删除，除非同一事务中留下删除记录（core.erasure）
-- / Keeps the history of figures: what was printed, when and by whom is never changed or deleted,
-- by the owner neither, unless the transaction leaves a record of it in core.erasure. A replica
-- writes what the first server let pass.
create function core.keep_history()
returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    if
        tg_op = 'DELETE'
        and exists (
            select from core.erasure
            where erased_at = now()
        )
    then
        return null;
    end if;
    if core.writes_for_replica() then
        return new;
    end if;
    raise exception '% of %: the history of figures is only added to', lower(tg_op), tg_table_name
    using
        errcode = 'insufficient_privilege',
        hint = 'A new figure of the source takes the place of an old one. What has to go for good:'
            ' core.erase_observations.';
end
$$;

create trigger observation_stays
before delete or truncate on core.observation
for each statement execute function core.keep_history();

-- What may change is which figure is accepted, and whether it is withdrawn.
create trigger observation_is_as_printed
before update of
observation_id,
source_id,
indicator_id,
admin_unit_id,
breakdown_id,
period_start,
period_end,
basis,
value,
low,
high,
qualifier,
status,
unit_code,
printed,
carried,
locator,
period_note,
note,
load_file_id,
recorded_at
on core.observation
for each statement execute function core.keep_history();

-- It is withdrawn once, at the moment of the load that withdraws it.
create trigger observation_is_withdrawn_once
before update of withdrawn_at on core.observation
for each row
when (old.withdrawn_at is not null or new.withdrawn_at is distinct from now())
execute function core.keep_history();

create trigger erasure_stays
before update or delete or truncate on core.erasure
for each statement execute function core.keep_history();

-- A bulk load, which has joined its foreign keys, switches the other triggers off.
alter table core.observation enable always trigger observation_stays;
alter table core.observation enable always trigger observation_is_as_printed;
alter table core.observation enable always trigger observation_is_withdrawn_once;
alter table core.erasure enable always trigger erasure_stays;
