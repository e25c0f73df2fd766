-- 序列的增长（内部编号） / What mart.growth shows, on ids. One row per value and base.
create view calc.growth as
select
    series.indicator_id,
    series.breakdown_id,
    series.admin_unit_id,
    series.period_start,
    series.period_end,
    series.basis,
    series.value,
    series.low,
    series.high,
    base.period_start as base_period_start,
    base.period_end as base_period_end,
    base.basis as base_basis,
    base.value as base_value,
    base.is_consecutive,
    base.is_since_first,
    series.value - base.value as change,
    series.calc_low - base.high as change_low,
    series.calc_high - base.low as change_high,
    case
        when indicator.kind <> 'ratio' and base.value > 0
            then trim_scale(round((series.value / base.value - 1) * 100, 6))
    end as growth_pct,
    case
        when indicator.kind <> 'ratio' and base.high > 0
            then trim_scale(round((series.calc_low / base.high - 1) * 100, 6))
    end as growth_pct_low,
    case
        when indicator.kind <> 'ratio' and base.low > 0
            then trim_scale(round((series.calc_high / base.low - 1) * 100, 6))
    end as growth_pct_high,
    case
        when
            indicator.kind <> 'ratio'
            and base.value > 0
            and series.value > 0
            and series.period_end > base.period_end
            -- Of doubles, a tenth of the time: a rate is no count, and six decimals are exact.
            then trim_scale(round(cast(100 * (
                power(
                    cast(series.value / base.value as double precision),
                    365.25 / (series.period_end - base.period_end)
                ) - 1
            ) as numeric), 6))
    end as annual_growth_pct,
    coalesce(series.calc_low > base.high or series.calc_high < base.low, false) as sign_certain,
    series.observation_id,
    base.observation_id as base_observation_id
from calc.series
inner join calc.indicator_label as indicator on indicator.indicator_id = series.indicator_id
cross join
    lateral (
        values
        (
            true, series.first_id = series.previous_id, series.previous_id, series.previous_start,
            series.previous_end, series.previous_basis, series.previous_value, series.previous_low,
            series.previous_high
        ),
        (
            false, true, nullif(series.first_id, series.previous_id), series.first_start,
            series.first_end, series.first_basis, series.first_value, series.first_low,
            series.first_high
        )
    )
        as base (
            is_consecutive,
            is_since_first,
            observation_id,
            period_start,
            period_end,
            basis,
            value,
            low,
            high
        )
where
    series.previous_id is not null
    and base.observation_id is not null
    and (series.span = 0 or base.period_end < series.period_start)
