select exists(
    select
    from core.observation
    inner join core.source on source.source_id = observation.source_id
    where source.code = :source and observation.withdrawn_at is null
)
