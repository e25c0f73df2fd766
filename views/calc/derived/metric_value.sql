-- 派生指标的值 / A metric by its kind, on ids: factor × numerator / denominator, the numerator less the
-- denominator, or the compound annual rate between the two; with the interval that both allow. A
-- share of a whole stays within 0 and the whole; a value over itself is certain.
-- One row per metric and numerator that has a denominator.
-- Key: metric_code, admin_unit_id.
create table calc.metric_value as
with timed as (
    select
        operand.*,
        (operand.period_end - operand.denominator_period_end) / 365.25 as years,
        operand.observation_id = operand.denominator_observation_id as is_over_itself
    from calc.metric_operand as operand
),

computed as (
    select
        timed.metric_code,
        timed.admin_unit_id,
        timed.observation_id as numerator_observation_id,
        timed.denominator_observation_id,
        timed.denominator_first_observation_id,
        timed.period_start,
        timed.period_end,
        timed.denominator_period_start,
        timed.denominator_period_end,
        timed.basis,
        timed.numerator,
        timed.denominator,
        metric.kind,
        case metric.kind
            when 'gap' then factor * numerator - denominator_factor * denominator
            when 'annual_growth'
                then factor * (power(numerator / nullif(denominator, 0), 1 / years) - 1)
            when 'ratio' then factor * numerator / nullif(denominator, 0)
        end as value,
        case
            when metric.kind = 'gap'
                then factor * numerator_low - denominator_factor * denominator_high
            when denominator_low <= 0 then null
            when metric.kind = 'annual_growth'
                then factor * (power(numerator_low / denominator_high, 1 / years) - 1)
            when is_over_itself then factor
            else factor * numerator_low / denominator_high
        end as low,
        case
            when metric.kind = 'gap'
                then factor * numerator_high - denominator_factor * denominator_low
            when denominator_low <= 0 then null
            when metric.kind = 'annual_growth'
                then factor * (power(numerator_high / denominator_low, 1 / years) - 1)
            when is_over_itself then factor
            when part_of_whole and numerator_low <= denominator_high
                then least(factor, factor * numerator_high / denominator_low)
            else factor * numerator_high / denominator_low
        end as high
    from timed
    inner join core.metric on metric.code = timed.metric_code
)

select
    metric_code,
    admin_unit_id,
    numerator_observation_id,
    denominator_observation_id,
    denominator_first_observation_id,
    period_start,
    period_end,
    denominator_period_start,
    denominator_period_end,
    basis,
    numerator,
    denominator,
    trim_scale(round(value, 6)) as value,
    trim_scale(round(low, 6)) as low,
    trim_scale(round(high, 6)) as high,
    case when kind <> 'ratio' then coalesce(low > 0 or high < 0, false) end as sign_certain
from computed;

create index metric_value_admin_unit_id_metric_code_idx
on calc.metric_value (admin_unit_id, metric_code);

create index metric_value_metric_code_period_end_idx
on calc.metric_value (metric_code, period_end);

-- Touched by calc.series:
select
    metric.code as metric_code,
    series.admin_unit_id
from touched_series as series
inner join core.metric
    on
        metric.numerator_indicator_id = series.indicator_id
        and metric.numerator_breakdown_id = series.breakdown_id
union
select
    metric.code,
    below.admin_unit_id
from touched_series as series
inner join core.metric
    on
        metric.denominator_indicator_id = series.indicator_id
        and metric.denominator_breakdown_id = series.breakdown_id
inner join calc.unit_within as below
    on below.unit_id = series.admin_unit_id and below.relation = metric.denominator_area;

-- Touched by calc.unit_within:
select
    metric.code as metric_code,
    unit.admin_unit_id
from touched_unit_within as unit
cross join core.metric
