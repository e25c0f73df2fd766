-- 装载之间互相等待的锁，持有至事务结束；返回是否取得 / Holds one of the locks by which loads wait
-- for each other until the transaction ends, or waits for it; whether it is held. A loader has no
-- other lock, so that it cannot make a migration wait for nothing.
create function core.hold_lock(lock_name text, waits boolean)
returns boolean language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if lock_name <> 'minzheng content' and lock_name not like 'minzheng feed %' then
        raise exception 'not a lock of loads: %', lock_name using errcode = 'insufficient_privilege';
    end if;
    if not waits then
        return pg_catalog.pg_try_advisory_xact_lock(hashtext(lock_name)::bigint);
    end if;
    perform pg_catalog.pg_advisory_xact_lock(hashtext(lock_name)::bigint);
    return true;
end
$$;

revoke all on function core.hold_lock(text, boolean) from public;
