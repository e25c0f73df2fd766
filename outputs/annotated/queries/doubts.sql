-- What is doubtful of the figures of a source: where each stands in it, and why.
select
    reported.locator,
    'suspect' as kind,
    suspect.kind as cause,
    trim_scale(round(suspect.expected, 2)) as expected,
    suspect.unit,
    null as message
from mart.suspect
inner join mart.reported on reported.observation_id = suspect.observation_id
where reported.source_code = :source

union all

select
    reported.locator,
    'conflict' as kind,
    conflict.cause,
    other.value as expected,
    conflict.unit,
    other.source_code as message
from mart.conflict
cross join
    lateral (
        values
        (conflict.observation_id, conflict.other_value, conflict.other_source_code),
        (conflict.other_observation_id, conflict.value, conflict.source_code)
    ) as other (than, value, source_code)
inner join mart.reported on reported.observation_id = other.than
where reported.source_code = :source

union all

select
    reported.locator,
    'rule' as kind,
    rule_check.rule_code as cause,
    null as expected,
    null as unit,
    rule_check.message
from mart.rule_check
inner join mart.rule_term_value as term
    using (rule_code, area_code, period_start, period_end)
inner join mart.reported on reported.observation_id = term.observation_id
where rule_check.verdict = 'fails' and reported.source_code = :source
order by locator, kind, cause
