-- What each indicator is called in prose: its name and its labels, with what they mean, and the
-- field of work that it belongs to: the programme under the root.
with recursive topic as (
    select
        code,
        code as topic
    from core.program
    where
        parent_code in (
            select root.code from core.program as root
            where root.parent_code is null
        )
    union all
    select
        program.code,
        topic.topic
    from core.program
    inner join topic on topic.code = program.parent_code
)

select
    indicator.code as indicator,
    indicator.kind,
    indicator.name,
    indicator.definition,
    indicator.program_code as program,
    coalesce(topic.topic, indicator.program_code) as topic,
    indicator.unit_code as own_unit,
    unit.dimension,
    indicator.low::double precision as low,
    indicator.high::double precision as high,
    phrase.words,
    phrase.breakdown,
    phrase.basis
from core.indicator
inner join core.unit on unit.code = indicator.unit_code
left join topic on topic.code = indicator.program_code
cross join
    lateral (
        select
            indicator.name as words,
            'total' as breakdown,
            null as basis
        union all
        select
            alias.label_path,
            breakdown.key,
            alias.basis
        from core.indicator_alias as alias
        inner join core.breakdown on breakdown.breakdown_id = alias.breakdown_id
        where alias.indicator_id = indicator.indicator_id
    ) as phrase
order by indicator.code, phrase.words
