-- 规则两边的值 / A side of a rule for an area and period, on ids: the sum of its terms over that of its
-- divisors, with the interval that all of them allow; null where a term is not reported.
-- One row per rule, area, period and side.
create view calc.rule_side as
with summed as (
    select
        rule_code,
        admin_unit_id,
        period_start,
        period_end,
        side,
        bool_and(value is not null) as is_complete,
        bool_and(low is not null) as is_bounded_below,
        bool_and(high is not null) as is_bounded_above,
        sum(coefficient * value) filter (where not divisor) as dividend,
        sum(coefficient * case when coefficient > 0 then low else high end)
        filter (where not divisor) as dividend_low,
        sum(coefficient * case when coefficient > 0 then high else low end)
        filter (where not divisor) as dividend_high,
        coalesce(sum(coefficient * value) filter (where divisor), 1) as divisor,
        coalesce(sum(coefficient * low) filter (where divisor), 1) as divisor_low,
        coalesce(sum(coefficient * high) filter (where divisor), 1) as divisor_high
    from calc.rule_operand
    group by rule_code, admin_unit_id, period_start, period_end, side
)

select
    rule_code,
    admin_unit_id,
    period_start,
    period_end,
    side,
    case when is_complete then dividend / nullif(divisor, 0) end as value,
    case
        when not is_complete then null
        when is_bounded_below and is_bounded_above then dividend_low / nullif(divisor_high, 0)
        when
            is_bounded_below and divisor_low = divisor_high
            then dividend_low / nullif(divisor, 0)
    end as low,
    case
        when not is_complete then null
        when is_bounded_below and is_bounded_above then dividend_high / nullif(divisor_low, 0)
        when
            is_bounded_above and divisor_low = divisor_high
            then dividend_high / nullif(divisor, 0)
    end as high
from summed
