-- 同一单元格的两个报告 / Two reports of one cell that ever were, on ids: a report and its rival. The
-- rival comes before it from preferred_from on (null: never) and until preferred_until (exclusive):
-- always where the steps of the rule say so, but for the days on which a curator's decision for one
-- of the two holds. One row per ordered pair of reports.
create view calc.rival as
select
    report.observation_id,
    report.source_id,
    report.indicator_id,
    report.admin_unit_id,
    report.breakdown_id,
    report.period_end,
    report.value,
    report.low,
    report.high,
    report.status,
    report.accepted,
    report.withdrawn_at,
    report.decision_id,
    report.report_order,
    rival.observation_id as rival_id,
    rival.source_id as rival_source_id,
    rival.value as rival_value,
    rival.low as rival_low,
    rival.high as rival_high,
    rival.status as rival_status,
    rival.accepted as rival_accepted,
    rival.recorded_at as rival_recorded_at,
    rival.withdrawn_at as rival_withdrawn_at,
    rival.published_on as rival_published_on,
    rival.report_order as rival_report_order,
    case
        when rival.report_order[2:] < report.report_order[2:] then date '-infinity'
        when report.decided_on is null then rival.decided_on
    end as preferred_from,
    case
        when rival.decided_on is null then coalesce(report.decided_on, 'infinity')
        else 'infinity'
    end as preferred_until
from calc.report
inner join calc.report as rival
    using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
where rival.observation_id <> report.observation_id
