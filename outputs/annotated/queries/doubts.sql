-- What is doubtful of the figures of a source: where each stands in it, and why.
with doubt as (
    select
        observation_id,
        'suspect' as kind,
        kind as cause,
        trim_scale(round(expected, 2)) as expected,
        unit,
        null as message,
        null as message_en
    from mart.suspect
    union all
    select
        other.observation_id,
        'conflict',
        conflict.cause,
        other.value,
        conflict.unit,
        other.source_code,
        other.source_code
    from mart.conflict
    cross join
        lateral (
            values
            (conflict.observation_id, conflict.other_value, conflict.other_source_code),
            (conflict.other_observation_id, conflict.value, conflict.source_code)
        ) as other (observation_id, value, source_code)
    union all
    select
        term.observation_id,
        'rule',
        rule_check.rule_code,
        null,
        null,
        rule_check.message,
        rule_check.message_en
    from mart.rule_check
    inner join mart.rule_term_value as term
        using (rule_code, area_code, period_start, period_end)
    where rule_check.verdict = 'fails'
)

select
    reported.locator,
    doubt.kind,
    doubt.cause,
    doubt.expected,
    unit.unit_name as unit,
    unit.unit_name_en as unit_en,
    doubt.message,
    doubt.message_en
from mart.reported
inner join doubt using (observation_id)
left join mart.unit on unit.unit = doubt.unit
where reported.source_code = :source
order by reported.locator, doubt.kind, doubt.cause
