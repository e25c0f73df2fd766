-- 派生指标的分子与分母 / Each numerator of a metric with the figure by which it is divided, as the alignment
-- says, on ids: of the same days, the last one of its year or of all up to its day, the last one
-- of a base year that is as long, or the mean of those as of the end of its year and of the year
-- before. One row per metric and numerator that has a denominator.
create view calc.metric_operand as
with of_base_year as (
    select distinct on (pair.metric_code, pair.admin_unit_id, pair.observation_id) pair.*
    from calc.metric_pair as pair
    where
        pair.alignment = 'base_year'
        and pair.denominator_period_end >= make_date(pair.base_year, 1, 1)
        and pair.denominator_period_end <= make_date(pair.base_year, 12, 31)
        and pair.denominator_period_end < pair.period_end
        and abs(
            (pair.denominator_period_end - pair.denominator_period_start)
            - (pair.period_end - pair.period_start)
        ) <= 1
    order by
        pair.metric_code asc, pair.admin_unit_id asc, pair.observation_id asc,
        pair.denominator_period_end desc, pair.denominator_period_start desc,
        pair.denominator_observation_id asc
)

select pair.* -- noqa: AM04
from calc.metric_pair as pair
where
    pair.alignment = 'same_period'
    and pair.denominator_period_end = pair.period_end
    and pair.denominator_period_start = pair.period_start
    and pair.stands_for_days
union all
select pair.*
from calc.metric_pair as pair
where
    pair.stands_for_last_day
    and pair.denominator_period_end <= pair.period_end
    and pair.next_day > pair.period_end
    and (
        pair.alignment = 'latest_before'
        or (
            pair.alignment = 'same_year'
            and extract(year from pair.denominator_period_end) = extract(year from pair.period_end)
        )
    )
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
    (opening.calc_high + closing.calc_high) / 2,
    closing.stands_for_days,
    closing.stands_for_last_day,
    closing.next_day
from calc.metric_numerator as numerator
inner join calc.series as closing
    on
        (closing.indicator_id, closing.breakdown_id, closing.admin_unit_id)
        = (
            numerator.denominator_indicator_id,
            numerator.denominator_breakdown_id,
            numerator.denominator_unit_id
        )
        and closing.period_end = numerator.period_end
inner join calc.series as opening
    on
        (opening.indicator_id, opening.breakdown_id, opening.admin_unit_id)
        = (closing.indicator_id, closing.breakdown_id, closing.admin_unit_id)
        and opening.period_end = cast(closing.period_end - interval '1 year' as date)
where
    closing.basis = 'point'
    and opening.basis = 'point'
    and numerator.alignment = 'average_of_year_ends'
    -- As a case: the planner takes an equation with a part of a day for so rare that it would join
    -- the opening figures to too much.
    and case to_char(numerator.period_end, 'MM-DD') when '12-31' then true else false end
