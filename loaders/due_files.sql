-- Files that are held though their sources are released, the first held first.
select
    held_file.held_file_id,
    held_file.name,
    held_file.file_name,
    held_file.sha256,
    held_file.content,
    load_file.path,
    load_file.etag,
    load_file.last_modified,
    load_file.options,
    load_file.keep_going
from ops.held_file
inner join core.source using (source_id)
inner join ops.load_file using (load_file_id)
where coalesce(source.release_at <= clock_timestamp(), true)
order by held_file.held_file_id
