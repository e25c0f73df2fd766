-- The last load of each file of a feed, if loading the file again would change nothing: this
-- version of the package loaded it, no other file changed its source since, and no reference list
-- changed that decides what its rows mean. A refused file is loaded again after any list changed.
with last_load as (
    select distinct on (load_file.path) load_file.*
    from ops.load_file
    inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
    where load_run.feed = :feed and load_file.outcome <> 'failed'
    order by load_file.path asc, load_file.load_file_id desc
)

select
    last_load.load_file_id,
    last_load.path,
    last_load.name,
    last_load.sha256,
    last_load.etag,
    last_load.last_modified,
    last_load.options,
    last_load.keep_going,
    last_load.error
from last_load
inner join ops.load_run on load_run.load_run_id = last_load.load_run_id
where
    load_run.version = :version
    and not exists (
        select from ops.load_file as other
        where
            other.source_code = last_load.source_code
            and other.load_file_id > last_load.load_file_id
            and other.added + other.revised + other.withdrawn > 0
            and (other.sha256 <> last_load.sha256 or other.options <> last_load.options)
    )
    and not exists (
        select from ops.load_file as list
        where
            list.load_file_id > last_load.load_file_id
            and list.source_code is null
            and list.added + list.revised + list.withdrawn > 0
            and case
                when last_load.outcome = 'loaded'
                    then last_load.source_code is not null and list.kind = any(:meaning_lists)
                else true
            end
    )
