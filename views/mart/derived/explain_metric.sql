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
    detail text
)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
with asked as (
    select
        metric_value.*,
        metric.factor,
        metric.denominator_factor,
        metric.definition,
        metric.definition_en
    from mart.metric_value
    inner join core.metric on metric.code = metric_value.metric_code
    where
        metric_value.metric_code = $1
        and metric_value.area_code = $2
        and metric_value.period_end = $3
),

figure as (
    select
        part.path,
        part.observation_id
    from asked
    cross join lateral (
        values
        ('1.1', asked.numerator_observation_id),
        ('1.2', asked.denominator_observation_id),
        ('1.3', asked.denominator_first_observation_id)
    ) as part (path, observation_id)
),

described as (
    select
        '1' as path,
        '数值' as item,
        'value' as item_en,
        format(
            '%s %s %s = %s = %s %s [%s, %s]',
            area_name, metric_name, period_label,
            case kind
                when 'gap'
                    then
                        format(
                            '%s × %s − %s × %s', factor, trim_scale(numerator),
                            denominator_factor, trim_scale(denominator)
                        )
                when 'annual_growth'
                    then
                        format(
                            '%s × ((%s / %s) ^ (365.25 / %s) − 1)', factor,
                            trim_scale(numerator), trim_scale(denominator), denominator_age_days
                        )
                else
                    format(
                        '%s × %s / %s', factor, trim_scale(numerator), trim_scale(denominator)
                    )
            end,
            trim_scale(round(value, 6)), unit,
            coalesce(trim_scale(round(low, 6))::text, '…'),
            coalesce(trim_scale(round(high, 6))::text, '…')
        ) as detail,
        array[1] as place
    from asked
    union all
    select
        '1',
        '定义',
        'definition',
        definition || ' / ' || definition_en,
        array[1, 0, 1]
    from asked
    union all
    select
        '1',
        '时期',
        'periods',
        format(
            'numerator of %s to %s over denominator of %s to %s, %s days before',
            period_start, period_end, denominator_period_start, denominator_period_end,
            period_end - denominator_period_end
        ),
        array[1, 0, 2]
    from asked
    union all
    select
        figure.path,
        step.item,
        step.item_en,
        step.detail,
        array[1, right(figure.path, 1)::int, step.step]
    from figure
    cross join lateral mart.explain(figure.observation_id) as step
)

select
    path,
    item,
    item_en,
    detail
from described
order by place
$$
