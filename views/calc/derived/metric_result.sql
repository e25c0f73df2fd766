-- 派生指标的值 / A metric by its kind, on ids: factor × numerator / denominator, the numerator less the
-- denominator, or the compound annual rate between the two; with the interval that both allow. A
-- share of a whole stays within 0 and the whole; a value over itself is certain.
-- One row per metric and numerator that has a denominator.
create view calc.metric_result as
with timed as (
    select
        operands.*,
        (period_end - denominator_period_end) / 365.25 as years,
        numerator_observation_id = denominator_observation_id as is_over_itself
    from calc.metric_operands as operands
),

computed as (
    select
        timed.*,
        case kind
            when 'gap' then factor * numerator - denominator_factor * denominator
            when 'annual_growth'
                then factor * (power(numerator / nullif(denominator, 0), 1 / years) - 1)
            else factor * numerator / nullif(denominator, 0)
        end as value,
        case
            when kind = 'gap' then factor * numerator_low - denominator_factor * denominator_high
            when denominator_low <= 0 then null
            when kind = 'annual_growth'
                then factor * (power(numerator_low / denominator_high, 1 / years) - 1)
            when is_over_itself then factor
            else factor * numerator_low / denominator_high
        end as low,
        case
            when kind = 'gap' then factor * numerator_high - denominator_factor * denominator_low
            when denominator_low <= 0 then null
            when kind = 'annual_growth'
                then factor * (power(numerator_high / denominator_low, 1 / years) - 1)
            when is_over_itself then factor
            when part_of_whole and numerator_low <= denominator_high
                then least(factor, factor * numerator_high / denominator_low)
            else factor * numerator_high / denominator_low
        end as high
    from timed
)

select
    metric_code,
    admin_unit_id,
    period_start,
    period_end,
    basis,
    numerator,
    denominator,
    denominator_period_start,
    denominator_period_end,
    trim_scale(round(value, 6)) as value,
    trim_scale(round(low, 6)) as low,
    trim_scale(round(high, 6)) as high,
    case when kind <> 'ratio' then coalesce(low > 0 or high < 0, false) end as sign_certain,
    numerator_observation_id,
    denominator_observation_id,
    denominator_first_observation_id
from computed
