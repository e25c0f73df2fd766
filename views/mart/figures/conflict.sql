-- 来源之间的冲突 / Two reports of one cell by different sources that cannot both be true, since their
-- intervals do not meet: the accepted one, or that which comes before, and the other; how far apart
-- they are, and the likeliest cause. unit_slip: they differ by a factor between units (12, 100,
-- 1000, 10⁴, 10⁸); revision: one is provisional or estimated, or the same publisher reported again
-- later; scope: the other figure is that of another breakdown; value: none of these.
-- One row per pair of reports.
create view mart.conflict as
select
    report.program_code,
    report.indicator_code,
    report.indicator_name,
    report.indicator_name_en,
    report.area_code,
    report.area_name,
    report.area_name_en,
    report.area_level,
    report.breakdown,
    report.period_start,
    report.period_end,
    report.period_label,
    report.basis,
    report.accepted,
    report.source_code,
    report.authority,
    report.printed,
    report.value,
    report.low,
    report.high,
    other_source.code as other_source_code,
    other_source.authority as other_authority,
    other.printed as other_printed,
    other.value as other_value,
    other.low as other_low,
    other.high as other_high,
    report.unit,
    abs(report.value - other.value) as spread,
    trim_scale(round(other.value / nullif(report.value, 0), 6)) as ratio,
    conflict.cause,
    conflict.observation_id,
    conflict.other_observation_id
from calc.conflict
inner join mart.reported as report using (observation_id)
inner join core.observation as other on other.observation_id = conflict.other_observation_id
inner join core.source as other_source using (source_id)
