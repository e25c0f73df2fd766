-- 数据库的历次变更 / What changed the database: a file that was loaded and added, revised or withdrew
-- something. Between two of them the database stayed as it was, so that their moments are those
-- to ask mart.as_of for. One row per load of a file, but for curators
-- without lists of sources of which one is not released yet.
create view mart.vintage as
select
    load_file.finished_at as as_of,
    load_file.name as file_name,
    load_file.sha256,
    load_run.version,
    load_file.added,
    load_file.revised,
    load_file.withdrawn
from ops.load_file
inner join ops.load_run using (load_run_id)
where
    load_file.added + load_file.revised + load_file.withdrawn > 0
    and (
        load_file.kind is distinct from 'sources'
        or not exists (
            select from ops.listed
            inner join core.source on listed.key = array[source.code]
            where
                listed.list_name = 'sources'
                and listed.origin = load_file.name
                and source.release_at > now()
                and source.recorded_at <= load_file.finished_at
        )
        -- Those who see what is held.
        or has_schema_privilege('ops', 'usage')
    )
