-- 各级地区最近的数字 / Of which day the last figure of any area of a level is, and how many areas have
-- figures, for the indicators of which alerts watch whether an area falls silent. One row per
-- indicator, breakdown and level.
-- Key: indicator_id, breakdown_id, area_level.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.last_report as
select
    series.indicator_id,
    series.breakdown_id,
    series.area_level,
    max(series.period_end) as last_day,
    count(distinct series.admin_unit_id) as areas
from (
    select distinct
        indicator_id,
        breakdown_id
    from core.alert_rule
    where measure = 'silence'
) as watched
inner join calc.series
    on
        series.indicator_id = watched.indicator_id
        and series.breakdown_id = watched.breakdown_id
group by series.indicator_id, series.breakdown_id, series.area_level;

create index last_report_key on calc.last_report (indicator_id, breakdown_id, area_level);

-- Touched by core.observation:
select
    figure.indicator_id,
    figure.breakdown_id,
    area.area_level
from touched_observation as figure
inner join core.alert_rule
    on
        alert_rule.measure = 'silence'
        and alert_rule.indicator_id = figure.indicator_id
        and alert_rule.breakdown_id = figure.breakdown_id
inner join calc.area_location as area on area.admin_unit_id = figure.admin_unit_id
