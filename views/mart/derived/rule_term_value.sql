-- 规则各项在各地区各时期的值 / What each term of each rule is for an area and period, null where it is
-- not reported. Periods are those in which at least one side of the rule is complete; levels of one
-- day belong together whatever their basis, and a term may allow for another day near by
-- (term_day: the one taken). One row per rule, area, period and term.
create view mart.rule_term_value as
with keyed as not materialized (
    select distinct on (indicator_code, breakdown, area_code, first_day, period_end) figure.*
    from (
        select
            value.*,
            case
                when value.basis in ('point', 'effective') then value.period_end
                else value.period_start
            end as first_day
        from mart.value
        where value.basis <> 'target'
    ) as figure
    -- A policy may come into force on a day for which a figure of that day stands too.
    order by
        indicator_code asc,
        breakdown asc,
        area_code asc,
        first_day asc,
        period_end asc,
        basis = 'point' desc
),

term as (
    select
        rule_term.*,
        indicator.code as indicator_code,
        breakdown.key as breakdown,
        count(*) over (partition by rule_term.rule_code, rule_term.side) as side_terms
    from core.rule_term
    inner join core.indicator on indicator.indicator_id = rule_term.indicator_id
    inner join core.breakdown on breakdown.breakdown_id = rule_term.breakdown_id
),

complete_side as (
    select
        term.rule_code,
        keyed.area_code,
        keyed.first_day,
        keyed.period_end
    from term
    inner join keyed
        on keyed.indicator_code = term.indicator_code and keyed.breakdown = term.breakdown
    group by
        term.rule_code, keyed.area_code, keyed.first_day, keyed.period_end,
        term.side, term.side_terms
    having count(distinct term.position) = term.side_terms
)

select
    occasion.rule_code,
    occasion.area_code,
    occasion.first_day as period_start,
    occasion.period_end,
    term.position,
    term.side,
    term.divisor,
    term.coefficient,
    term.indicator_code,
    term.breakdown,
    coalesce(keyed.observation_id, near.observation_id) as observation_id,
    coalesce(keyed.value, near.value) as value,
    coalesce(keyed.calc_low, near.calc_low) as low,
    coalesce(keyed.calc_high, near.calc_high) as high,
    coalesce(keyed.unit, near.unit) as unit,
    coalesce(keyed.period_end, near.period_end) as term_day
from (select distinct * from complete_side) as occasion
inner join term on term.rule_code = occasion.rule_code
left join keyed
    on
        keyed.indicator_code = term.indicator_code
        and keyed.breakdown = term.breakdown
        and keyed.area_code = occasion.area_code
        and keyed.first_day = occasion.first_day
        and keyed.period_end = occasion.period_end
left join lateral (
    select candidate.*
    from mart.value as candidate
    where
        term.within_days > 0
        and keyed.observation_id is null
        and occasion.first_day = occasion.period_end
        and candidate.indicator_code = term.indicator_code
        and candidate.breakdown = term.breakdown
        and candidate.area_code = occasion.area_code
        and candidate.basis in ('point', 'effective')
        and candidate.period_end
        between occasion.period_end - term.within_days and occasion.period_end + term.within_days
    order by abs(candidate.period_end - occasion.period_end), candidate.period_end
    limit 1
) as near on true
