-- 各级地区最近的数字 / Of which day the last figure of any area of a level is, and how many areas have
-- figures, for the indicators of which alerts watch whether an area falls silent. One row per
-- indicator, breakdown and level.
-- Key: indicator_id, breakdown_id, area_level.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.last_report as
select
    indicator_id,
    breakdown_id,
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
inner join calc.series using (indicator_id, breakdown_id)
group by indicator_id, breakdown_id, series.area_level;

create index last_report_key on calc.last_report (indicator_id, breakdown_id, area_level);

-- Touched by core.observation:
select
    figure.indicator_id,
    figure.breakdown_id,
    area.area_level
from touched_observation as figure
inner join core.alert_rule using (indicator_id, breakdown_id)
inner join calc.area_location as area using (admin_unit_id)
where alert_rule.measure = 'silence'
