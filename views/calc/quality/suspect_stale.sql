-- 疑似沿用旧数 / Long figures (1000 and more) of which the series had the very value before, where an
-- area repeats three and more of one source and period, and more than half of those that have a
-- value before them. Standards may well stay as they are. One row per figure.
-- Key: admin_unit_id, source_id, period_end.
create table calc.suspect_stale as
with copied as (
    select
        figure.admin_unit_id,
        figure.source_id,
        figure.period_end
    from calc.long_figure as figure
    where not figure.is_standard
    group by figure.admin_unit_id, figure.source_id, figure.period_end
    having
        count(*) filter (where figure.is_repeated) > 2
        and count(*) filter (where figure.is_repeated) * 2 > count(*)
)

select
    'stale' as kind,
    figure.indicator_id,
    figure.breakdown_id,
    figure.admin_unit_id,
    figure.period_start,
    figure.period_end,
    figure.observation_id,
    figure.value_before as expected,
    cast(null as numeric) as factor,
    cast(null as int) as other_admin_unit_id,
    figure.source_id
from copied
inner join calc.long_figure as figure using (admin_unit_id, source_id, period_end)
where figure.is_repeated;

create index suspect_stale_admin_unit_id_idx
on calc.suspect_stale (admin_unit_id, source_id, period_end);

-- Touched by calc.series: where the area has, or had, so many copies.
select
    series.admin_unit_id,
    series.source_id,
    series.period_end
from touched_series
inner join calc.long_figure as series using (indicator_id, breakdown_id, admin_unit_id)
inner join calc.long_figure as copy using (admin_unit_id, source_id, period_end)
where copy.is_repeated
group by series.admin_unit_id, series.source_id, series.period_end
having count(distinct copy.observation_id) > 2
union
select
    stale.admin_unit_id,
    stale.source_id,
    stale.period_end
from touched_series as touched
inner join calc.suspect_stale as stale on stale.admin_unit_id = touched.admin_unit_id;

-- Touched by core.observation: a figure that is no copy makes copies of its source the fewer.
select
    figure.admin_unit_id,
    figure.source_id,
    figure.period_end
from touched_observation as figure
inner join calc.suspect_stale as stale
    on stale.admin_unit_id = figure.admin_unit_id and stale.source_id = figure.source_id
union
select
    figure.admin_unit_id,
    figure.source_id,
    figure.period_end
from touched_observation as figure
inner join calc.long_figure as copy using (admin_unit_id, source_id, period_end)
where copy.is_repeated
group by figure.admin_unit_id, figure.source_id, figure.period_end
having count(distinct copy.observation_id) > 2
