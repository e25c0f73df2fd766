-- 来源文献及其报告的观测数 / Published documents, and how many current observations and
-- comparisons each reports. One row per source, but for curators without those that are not
-- released yet.
create view mart.source as
select
    source.code as source_code,
    calc.marked_title(source.title, source.authority) as title,
    source.publisher,
    source.authors,
    source.published_on,
    source.published_precision,
    source.kind,
    source.authority,
    source.language,
    source.address,
    source.terms,
    source.citation,
    source.sha256,
    (
        select cast(count(*) as int)
        from core.observation
        where observation.source_id = source.source_id and observation.withdrawn_at is null
    ) as observation_count,
    (
        select cast(count(*) as int)
        from core.comparison
        where comparison.source_id = source.source_id and comparison.withdrawn_at is null
    ) as comparison_count,
    source.number_count,
    source.note,
    calc.note_said(source.note, 'zh') as note_zh,
    source.recorded_at,
    source.release_at
from core.source
where
    coalesce(source.release_at <= now(), true)
    -- Those who see what is held.
    or has_schema_privilege('ops', 'usage')
