-- 派生指标值的由来 / The way back from the value of a metric: its formula with the figures in it, the
-- interval, how the periods align, then the steps of mart.explain for each figure. path numbers the
-- steps as a tree: 1 is the value itself, 1.1 its numerator, 1.2 its denominator, 1.3 the opening
-- figure of an average. One row per step; no row where the metric has no value for the area and
-- last day.
create function mart.explain_metric(metric_code text, area_code text, period_end date)
returns table (
    path text,
    item text,
    item_en text,
    detail text,
    detail_en text
)
language sql stable parallel safe
as $$
with asked as (
    select
        metric_value.*,
        metric.factor,
        metric.denominator_factor,
        metric.definition,
        metric.definition_en
    from mart.metric_value
    inner join mart.metric using (metric_code)
    where
        metric_value.metric_code = $1
        and metric_value.area_code = $2
        and metric_value.period_end = $3
),

described as (
    select
        '1' as path,
        step.*
    from asked
    inner join mart.unit using (unit)
    cross join lateral (
        select
            format(
                '= %s = %s %%s [%s, %s]',
                case kind
                    when 'gap' then format(
                        '%s × %s − %s × %s', factor, trim_scale(numerator),
                        denominator_factor, trim_scale(denominator)
                    )
                    when 'annual_growth' then format(
                        '%s × ((%s / %s) ^ (365.25 / %s) − 1)', factor,
                        trim_scale(numerator), trim_scale(denominator), denominator_age_days
                    )
                    when 'ratio' then format(
                        '%s × %s / %s', factor, trim_scale(numerator), trim_scale(denominator)
                    )
                end,
                value, coalesce(low::text, '…'), coalesce(high::text, '…')
            ) as formula
    ) as said
    cross join lateral (
        values
        (
            1, '数值', 'value',
            concat_ws(
                ' ', area_name, metric_name, period_label,
                replace(said.formula, '%s', unit.unit_name)
            ),
            concat_ws(
                ' ', area_name_en, metric_name_en,
                replace(period_label, '起', ' on'), replace(said.formula, '%s', unit.unit_name_en)
            )
        ),
        (2, '定义', 'definition', definition, definition_en),
        (
            3, '时期', 'periods',
            format(
                '分子为 %s 至 %s，分母为 %s 至 %s，早 %s 天',
                period_start, period_end, denominator_period_start, denominator_period_end,
                denominator_age_days
            ),
            format(
                'numerator of %s to %s over denominator of %s to %s, %s days before',
                period_start, period_end, denominator_period_start, denominator_period_end,
                denominator_age_days
            )
        )
    ) as step (number, item, item_en, detail, detail_en)
    union all
    select
        part.path,
        step.*
    from asked
    cross join lateral (
        values
        ('1.1', numerator_observation_id),
        ('1.2', denominator_observation_id),
        ('1.3', denominator_first_observation_id)
    ) as part (path, observation_id)
    cross join lateral mart.explain(part.observation_id) as step
)

select
    path,
    item,
    item_en,
    detail,
    detail_en
from described
order by path, number
$$
