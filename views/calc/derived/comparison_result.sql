-- 来源陈述的比较与可计算的结果 / A stated comparison beside what the two values give, and the base
-- that it implies, on ids. contradicted: the intervals cannot meet; no_base: one of the two values
-- is not known. One row per current comparison.
create view calc.comparison_result as
with computed as (
    select
        comparison.comparison_id,
        comparison.low as stated_low,
        comparison.high as stated_high,
        subject.value as subject_value,
        subject.printed_unit,
        base.value as base_value,
        base.base_day,
        calc.compared(comparison.kind, subject.value, base.value) as computed,
        calc.compared(comparison.kind, subject.calc_low, base.calc_high) as computed_low,
        calc.compared(comparison.kind, subject.calc_high, base.calc_low) as computed_high,
        calc.implied_base(comparison.kind, subject.value, comparison.value) as implied_base,
        calc.implied_base(comparison.kind, subject.calc_low, comparison.high)
            as implied_base_low,
        calc.implied_base(comparison.kind, subject.calc_high, comparison.low)
            as implied_base_high
    from core.comparison
    left join calc.comparison_subject as subject
        on subject.comparison_id = comparison.comparison_id
    left join calc.comparison_base as base on base.comparison_id = comparison.comparison_id
    where comparison.withdrawn_at is null
)

select
    comparison_id,
    subject_value,
    printed_unit,
    base_value,
    base_day,
    trim_scale(round(computed, 6)) as computed,
    trim_scale(round(computed_low, 6)) as computed_low,
    trim_scale(round(computed_high, 6)) as computed_high,
    case
        when computed is null then 'no_base'
        when computed_high < stated_low or computed_low > stated_high then 'contradicted'
        else 'confirmed'
    end as verdict,
    implied_base,
    trim_scale(round(implied_base_low, 6)) as implied_base_low,
    trim_scale(round(implied_base_high, 6)) as implied_base_high
from computed
