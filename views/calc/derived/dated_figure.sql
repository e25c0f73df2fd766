-- 按起止日归并的采用值 / The figures by their first and last day, whatever their basis, on ids: a policy
-- may come into force on a day for which a figure of that day stands too, which is taken then.
-- One row per indicator, area, breakdown, first and last day.
create view calc.dated_figure as
with dated as (
    select
        figure.*,
        case
            when figure.basis in ('point', 'effective') then figure.period_end
            else figure.period_start
        end as first_day
    from calc.figure
)

select distinct on (indicator_id, breakdown_id, admin_unit_id, first_day, period_end)
    observation_id,
    indicator_id,
    breakdown_id,
    admin_unit_id,
    first_day,
    period_end,
    value,
    calc_low,
    calc_high
from dated
order by
    indicator_id asc,
    breakdown_id asc,
    admin_unit_id asc,
    first_day asc,
    period_end asc,
    basis = 'point' desc,
    basis asc
