-- 派生指标的值 / A metric for an area and period, by its kind: factor × numerator / denominator, the
-- numerator less the denominator, or the compound annual rate between the two; with the interval
-- that both allow. A share of a whole stays within 0 and the whole; a value over itself is certain.
-- denominator_age_days: how much older than the numerator the denominator is. sign_certain: whether
-- a gap or growth has its sign whatever the true figures are.
-- One row per metric and numerator that has a denominator.
create view mart.metric_value as
with figure as not materialized (
    select
        observation.observation_id,
        observation.indicator_id,
        observation.breakdown_id,
        observation.admin_unit_id,
        observation.period_start,
        observation.period_end,
        observation.basis,
        observation.value,
        calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.low)
            as low,
        calc.calc_bound(indicator.kind, observation.qualifier, observation.value, observation.high)
            as high
    from core.observation
    inner join core.indicator on indicator.indicator_id = observation.indicator_id
    where observation.accepted and observation.basis <> 'target'
),

aligned as (
    select
        metric.code as metric_code,
        metric.name as metric_name,
        metric.name_en as metric_name_en,
        metric.program_code,
        metric.kind,
        metric.alignment,
        metric.factor,
        metric.denominator_factor,
        metric.part_of_whole,
        metric.base_population,
        metric.unit_code as unit,
        area_label.area_code,
        area_label.area_name,
        area_label.area_name_en,
        area_label.area_level,
        numerator.period_start,
        numerator.period_end,
        calc.period_label(numerator.period_start, numerator.period_end, numerator.basis)
            as period_label,
        numerator.value as numerator,
        numerator.low as numerator_low,
        numerator.high as numerator_high,
        numerator.observation_id as numerator_observation_id,
        denominator.value as denominator,
        denominator.low as denominator_low,
        denominator.high as denominator_high,
        denominator.period_start as denominator_period_start,
        denominator.period_end as denominator_period_end,
        denominator.observation_id as denominator_observation_id,
        denominator.first_observation_id as denominator_first_observation_id,
        (numerator.period_end - denominator.period_end) / 365.25 as years
    from core.metric
    inner join figure as numerator
        on
            numerator.indicator_id = metric.numerator_indicator_id
            and numerator.breakdown_id = metric.numerator_breakdown_id
    inner join calc.area_label on area_label.admin_unit_id = numerator.admin_unit_id
    left join
        lateral calc.unit_above(
            numerator.admin_unit_id, metric.denominator_area, numerator.period_end
        ) as above
        on true
    cross join lateral ( -- noqa: ST05
        (
            select
                candidate.value,
                candidate.low,
                candidate.high,
                candidate.period_start,
                candidate.period_end,
                candidate.observation_id,
                cast(null as bigint) as first_observation_id
            from figure as candidate
            where
                candidate.indicator_id = metric.denominator_indicator_id
                and candidate.breakdown_id = metric.denominator_breakdown_id
                and candidate.admin_unit_id
                = case metric.denominator_area
                    when 'same' then numerator.admin_unit_id
                    else above.unit_id
                end
                and candidate.period_end <= numerator.period_end
                and case metric.alignment
                    when 'same_period'
                        then
                            candidate.period_end = numerator.period_end
                            and candidate.period_start = numerator.period_start
                    when 'same_year'
                        then
                            extract(year from candidate.period_end)
                            = extract(year from numerator.period_end)
                    when 'base_year'
                        then
                            extract(year from candidate.period_end) = metric.base_year
                            and candidate.period_end < numerator.period_end
                            and abs(
                                (candidate.period_end - candidate.period_start)
                                - (numerator.period_end - numerator.period_start)
                            ) <= 1
                    else metric.alignment = 'latest_before'
                end
            order by candidate.period_end desc, candidate.period_start desc
            limit 1
        )
        union all
        select
            (opening.value + closing.value) / 2,
            (opening.low + closing.low) / 2,
            (opening.high + closing.high) / 2,
            opening.period_start,
            closing.period_end,
            closing.observation_id,
            opening.observation_id
        from figure as closing
        inner join figure as opening
            on
                opening.indicator_id = closing.indicator_id
                and opening.breakdown_id = closing.breakdown_id
                and opening.admin_unit_id = closing.admin_unit_id
                and opening.basis = closing.basis
                and opening.period_end
                = make_date(cast(extract(year from closing.period_end) as int) - 1, 12, 31)
        where
            metric.alignment = 'average_of_year_ends'
            and closing.indicator_id = metric.denominator_indicator_id
            and closing.breakdown_id = metric.denominator_breakdown_id
            and closing.admin_unit_id
            = case metric.denominator_area
                when 'same' then numerator.admin_unit_id
                else above.unit_id
            end
            and closing.basis = 'point'
            and closing.period_end
            = make_date(cast(extract(year from numerator.period_end) as int), 12, 31)
            and closing.period_end = numerator.period_end
    ) as denominator
),

computed as (
    select
        aligned.*,
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
            when numerator_observation_id = denominator_observation_id then factor
            else factor * numerator_low / denominator_high
        end as low,
        case
            when kind = 'gap' then factor * numerator_high - denominator_factor * denominator_low
            when denominator_low <= 0 then null
            when kind = 'annual_growth'
                then factor * (power(numerator_high / denominator_low, 1 / years) - 1)
            when numerator_observation_id = denominator_observation_id then factor
            when part_of_whole and numerator_low <= denominator_high
                then least(factor, factor * numerator_high / denominator_low)
            else factor * numerator_high / denominator_low
        end as high
    from aligned
)

select
    metric_code,
    metric_name,
    metric_name_en,
    program_code,
    kind,
    area_code,
    area_name,
    area_name_en,
    area_level,
    period_start,
    period_end,
    period_label,
    numerator,
    denominator,
    denominator_period_start,
    denominator_period_end,
    period_end - denominator_period_end as denominator_age_days,
    trim_scale(round(value, 6)) as value,
    trim_scale(round(low, 6)) as low,
    trim_scale(round(high, 6)) as high,
    unit,
    alignment,
    base_population,
    case when kind <> 'ratio' then coalesce(low > 0 or high < 0, false) end as sign_certain,
    numerator_observation_id,
    denominator_observation_id,
    denominator_first_observation_id
from computed
