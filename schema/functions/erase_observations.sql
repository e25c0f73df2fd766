-- 永久删除观测并留下记录：须写明理由；之后运行 minzheng migrate --kept 更新保存的结果
-- / Erases observations for good, and leaves a record of that in core.erasure; returns how many. A
-- reason must be given. Afterwards minzheng migrate --kept brings what is kept up to date.
create function core.erase_observations(observations int[], reason text)
returns bigint language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    erased bigint;
begin
    if coalesce(trim(reason), '') = '' then
        raise exception 'say why observations are to be erased';
    end if;
    insert into core.erasure (reason, observations)
    select
        erase_observations.reason,
        count(*)
    from core.observation
    where observation_id = any(erase_observations.observations);
    delete from core.mention
    where observation_id = any(erase_observations.observations);
    -- Who followed one of them follows nobody that is known any more.
    update core.observation set follows_id = null
    where follows_id = any(erase_observations.observations);
    delete from core.observation
    where observation_id = any(erase_observations.observations);
    get diagnostics erased = row_count;
    return erased;
end
$$;
