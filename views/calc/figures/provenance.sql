-- 每个观测的由来 / Where every observation that ever was comes from: its source, and the load that
-- brought it. One row per observation.
create view calc.provenance as
select
    observation.observation_id,
    source.code as source_code,
    calc.marked_title(source.title, source.authority) as title,
    source.publisher,
    source.published_on,
    source.published_precision,
    source.address,
    source.sha256,
    load_file.name as file_name,
    load_file.sha256 as file_sha256,
    load_file.load_run_id,
    load_run.version
from core.observation
inner join core.source on source.source_id = observation.source_id
inner join ops.load_file on load_file.load_file_id = observation.load_file_id
inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
