-- 派生指标的分子与分母 / Each numerator of a metric with the figure by which it is divided, as the alignment
-- says, on ids: of the same days, the last one of its year or of all up to its day, the last one
-- of a base year that is as long, or the mean of those as of the end of its year and of the year
-- before. One row per metric and numerator that has a denominator.
create view calc.metric_operand as
with aligned as (
    select
        numerator.*,
        denominator.observation_id as denominator_observation_id,
        cast(null as int) as denominator_first_observation_id,
        denominator.period_start as denominator_period_start,
        denominator.period_end as denominator_period_end,
        denominator.value as denominator,
        denominator.calc_low as denominator_low,
        denominator.calc_high as denominator_high
    from calc.metric_numerator as numerator
    inner join calc.series as denominator
        on
            denominator.indicator_id = numerator.denominator_indicator_id
            and denominator.breakdown_id = numerator.denominator_breakdown_id
            and denominator.admin_unit_id = numerator.denominator_unit_id
            and denominator.period_end = numerator.period_end
            and denominator.period_start = numerator.period_start
            and denominator.stands_for_days
    where numerator.alignment = 'same_period'
    union all
    select
        numerator.*,
        denominator.observation_id as denominator_observation_id,
        cast(null as int) as denominator_first_observation_id,
        denominator.period_start as denominator_period_start,
        denominator.period_end as denominator_period_end,
        denominator.value as denominator,
        denominator.calc_low as denominator_low,
        denominator.calc_high as denominator_high
    from calc.metric_numerator as numerator
    inner join calc.series as denominator
        on
            denominator.indicator_id = numerator.denominator_indicator_id
            and denominator.breakdown_id = numerator.denominator_breakdown_id
            and denominator.admin_unit_id = numerator.denominator_unit_id
            and denominator.stands_for_last_day
            and denominator.period_end <= numerator.period_end
            and denominator.next_day > numerator.period_end
    where
        numerator.alignment = 'latest_before'
        or (
            numerator.alignment = 'same_year'
            and extract(year from denominator.period_end)
            = extract(year from numerator.period_end)
        )
),

of_base_year as (
    select distinct on (
        numerator.metric_code, numerator.admin_unit_id, numerator.observation_id
    )
        numerator.*,
        denominator.observation_id as denominator_observation_id,
        cast(null as int) as denominator_first_observation_id,
        denominator.period_start as denominator_period_start,
        denominator.period_end as denominator_period_end,
        denominator.value as denominator,
        denominator.calc_low as denominator_low,
        denominator.calc_high as denominator_high
    from calc.metric_numerator as numerator
    inner join calc.series as denominator
        on
            denominator.indicator_id = numerator.denominator_indicator_id
            and denominator.breakdown_id = numerator.denominator_breakdown_id
            and denominator.admin_unit_id = numerator.denominator_unit_id
            and denominator.period_end >= make_date(numerator.base_year, 1, 1)
            and denominator.period_end <= make_date(numerator.base_year, 12, 31)
            and denominator.period_end < numerator.period_end
            and abs(
                (denominator.period_end - denominator.period_start)
                - (numerator.period_end - numerator.period_start)
            ) <= 1
    where numerator.alignment = 'base_year'
    order by
        numerator.metric_code asc, numerator.admin_unit_id asc, numerator.observation_id asc,
        denominator.period_end desc, denominator.period_start desc, denominator.observation_id asc
)

select aligned.* -- noqa: AM04
from aligned
union all
select of_base_year.*
from of_base_year
union all
select
    numerator.*,
    closing.observation_id,
    opening.observation_id,
    opening.period_start,
    closing.period_end,
    (opening.value + closing.value) / 2,
    (opening.calc_low + closing.calc_low) / 2,
    (opening.calc_high + closing.calc_high) / 2
from calc.metric_numerator as numerator
inner join calc.series as closing
    on
        closing.indicator_id = numerator.denominator_indicator_id
        and closing.breakdown_id = numerator.denominator_breakdown_id
        and closing.admin_unit_id = numerator.denominator_unit_id
        and closing.period_end = numerator.period_end
        and closing.basis = 'point'
inner join calc.series as opening
    on
        opening.indicator_id = closing.indicator_id
        and opening.breakdown_id = closing.breakdown_id
        and opening.admin_unit_id = closing.admin_unit_id
        and opening.period_end = cast(closing.period_end - interval '1 year' as date)
        and opening.basis = 'point'
where
    numerator.alignment = 'average_of_year_ends'
    -- As a case: the planner takes an equation with a part of a day for so rare that it would join
    -- the opening figures to too much.
    and case to_char(numerator.period_end, 'MM-DD') when '12-31' then true else false end
