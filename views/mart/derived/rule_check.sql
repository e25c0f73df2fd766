-- 核算规则的检验 / An accounting identity or bound for an area and period. fails: the intervals of
-- the two sides cannot meet; untestable: a term is not reported. Of a figure that accumulates from
-- one first day (not_falling) the left side is what it was on the last day before.
-- One row per rule, area and period.
create view mart.rule_check as
with side as (
    select
        rule_code,
        area_code,
        period_start,
        period_end,
        side,
        bool_and(value is not null) as complete,
        sum(coefficient * value) filter (where not divisor) as dividend,
        sum(coefficient * case when coefficient > 0 then low else high end)
        filter (where not divisor) as dividend_low,
        sum(coefficient * case when coefficient > 0 then high else low end)
        filter (where not divisor) as dividend_high,
        bool_and(low is not null) as bounded_below,
        bool_and(high is not null) as bounded_above,
        coalesce(sum(coefficient * value) filter (where divisor), 1) as divisor,
        coalesce(sum(coefficient * low) filter (where divisor), 1) as divisor_low,
        coalesce(sum(coefficient * high) filter (where divisor), 1) as divisor_high,
        string_agg(
            case when divisor then '÷ ' else '' end
            || case when coefficient = 1 then '' else trim_scale(coefficient) || ' × ' end
            || coalesce(cast(value as text), '?'),
            ' ' order by divisor, position
        ) as terms
    from mart.rule_term_value
    group by rule_code, area_code, period_start, period_end, side
),

valued as (
    select
        side.*,
        case when complete then dividend / nullif(divisor, 0) end as value,
        case
            when not complete then null
            when bounded_below and bounded_above then dividend_low / nullif(divisor_high, 0)
            when bounded_below and divisor_low = divisor_high then dividend_low / nullif(divisor, 0)
        end as low,
        case
            when not complete then null
            when bounded_below and bounded_above then dividend_high / nullif(divisor_low, 0)
            when
                bounded_above and divisor_low = divisor_high
                then dividend_high / nullif(divisor, 0)
        end as high
    from side
),

sided as (
    select
        rule_code,
        area_code,
        period_start,
        period_end,
        max(value) filter (where side = 'left') as left_value,
        max(low) filter (where side = 'left') as left_low,
        max(high) filter (where side = 'left') as left_high,
        max(terms) filter (where side = 'left') as left_terms,
        max(value) filter (where side = 'right') as right_value,
        max(low) filter (where side = 'right') as right_low,
        max(high) filter (where side = 'right') as right_high,
        max(terms) filter (where side = 'right') as right_terms
    from valued
    group by rule_code, area_code, period_start, period_end
),

later as (
    select
        value.*,
        lag(value.value) over in_time as value_before,
        lag(value.calc_low) over in_time as low_before,
        lag(value.calc_high) over in_time as high_before
    from mart.value
    where value.basis = 'during'
    window in_time as (
        partition by
            value.indicator_code, value.area_code, value.breakdown, value.period_start
        order by value.period_end
    )
),

judged as (
    select
        rule.code as rule_code,
        rule.kind,
        rule.name as rule_name,
        rule.name_en as rule_name_en,
        rule.definition,
        sided.area_code,
        sided.period_start,
        sided.period_end,
        sided.left_value,
        sided.left_low,
        sided.left_high,
        sided.left_terms,
        sided.right_value,
        sided.right_low,
        sided.right_high,
        sided.right_terms,
        case
            when sided.left_value is null or sided.right_value is null then 'untestable'
            when sided.left_low > sided.right_high then 'fails'
            when rule.kind = 'equal' and sided.left_high < sided.right_low then 'fails'
            else 'holds'
        end as verdict
    from sided
    inner join core.rule on rule.code = sided.rule_code
    where rule.kind <> 'not_falling'
    union all
    select
        rule.code,
        rule.kind,
        rule.name,
        rule.name_en,
        rule.definition,
        later.area_code,
        later.period_start,
        later.period_end,
        later.value_before,
        later.low_before,
        later.high_before,
        cast(later.value_before as text),
        later.value,
        later.calc_low,
        later.calc_high,
        cast(later.value as text),
        case when later.low_before > later.calc_high then 'fails' else 'holds' end
    from core.rule
    inner join core.rule_term on rule_term.rule_code = rule.code
    inner join core.indicator on indicator.indicator_id = rule_term.indicator_id
    inner join core.breakdown on breakdown.breakdown_id = rule_term.breakdown_id
    inner join later
        on
            later.indicator_code = indicator.code
            and later.breakdown = breakdown.key
            and later.value_before is not null
    where rule.kind = 'not_falling'
)

select
    judged.rule_code,
    judged.rule_name,
    judged.rule_name_en,
    judged.area_code,
    area_label.area_name,
    area_label.area_name_en,
    judged.period_start,
    judged.period_end,
    trim_scale(round(judged.left_value, 6)) as left_value,
    trim_scale(round(judged.left_low, 6)) as left_low,
    trim_scale(round(judged.left_high, 6)) as left_high,
    trim_scale(round(judged.right_value, 6)) as right_value,
    trim_scale(round(judged.right_low, 6)) as right_low,
    trim_scale(round(judged.right_high, 6)) as right_high,
    trim_scale(round(judged.left_value - judged.right_value, 6)) as difference,
    judged.verdict,
    format(
        '%s:%s(%s 对 %s)',
        judged.rule_name,
        case judged.verdict when 'holds' then '成立' when 'fails' then '不成立' else '缺数,无法检验' end,
        coalesce(cast(trim_scale(round(judged.left_value, 2)) as text), '无'),
        coalesce(cast(trim_scale(round(judged.right_value, 2)) as text), '无')
    ) as message,
    format(
        '%s: %s (%s against %s)',
        judged.rule_name_en,
        judged.verdict,
        coalesce(cast(trim_scale(round(judged.left_value, 2)) as text), 'not reported'),
        coalesce(cast(trim_scale(round(judged.right_value, 2)) as text), 'not reported')
    ) as message_en
from judged
inner join calc.area_label on area_label.area_code = judged.area_code
