-- 观测和比较的最后编号 / The last numbers that observations and comparisons were given.
create function core.last_numbers(out last_observation bigint, out last_comparison bigint)
language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    select case when is_called then last_value else 0 end into last_observation
    from core.observation_observation_id_seq;
    select case when is_called then last_value else 0 end into last_comparison
    from core.comparison_comparison_id_seq;
end
$$;

revoke all on function core.last_numbers() from public;
