-- 有前值的较大的数 / Long figures (1000 and more) with another before them in their series, and no
-- percentages, on ids; is_repeated: the series had the very value before. One row per figure.
create view calc.long_figure as
select
    series.observation_id,
    series.indicator_id,
    series.breakdown_id,
    series.admin_unit_id,
    series.source_id,
    series.period_start,
    series.period_end,
    series.previous_value,
    series.is_repeated,
    indicator.kind
from calc.series
inner join calc.indicator_label as indicator
    on indicator.indicator_id = series.indicator_id and indicator.kind <> 'ratio'
where series.value >= 1000 and series.previous_value > 0
