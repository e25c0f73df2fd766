-- 收回未使用的编号，使其不留空缺 / Takes back numbers of observations and comparisons that were given
-- to rows that are not there: the next ones follow the given numbers, or the last that are there.
create function core.return_numbers(last_observation bigint, last_comparison bigint)
returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    next_observation bigint;
    next_comparison bigint;
begin
    select 1 + greatest(last_observation, coalesce(max(observation_id), 0)) into next_observation
    from core.observation;
    select 1 + greatest(last_comparison, coalesce(max(comparison_id), 0)) into next_comparison
    from core.comparison;
    perform setval('core.observation_observation_id_seq', next_observation, false);
    perform setval('core.comparison_comparison_id_seq', next_comparison, false);
end
$$;

revoke all on function core.return_numbers(bigint, bigint) from public;
