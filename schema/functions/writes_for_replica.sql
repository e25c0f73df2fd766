-- 本会话是否在为副本写入第一台服务器已接受的行 / Whether the session writes, on a second server that gets
-- the tables by logical replication, what the first server let pass.
create function core.writes_for_replica()
returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select exists (select from pg_catalog.pg_stat_subscription where pid = pg_backend_pid())
$$;

revoke all on function core.writes_for_replica() from public;
