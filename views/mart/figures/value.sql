-- 每个单元格的采用值 / A cell (indicator × area × breakdown × period) with its accepted value; how
-- many sources report it, and whether any of them disagrees. calc_low and calc_high are the bounds
-- that derived quantities use: a floor or ceiling set by policy counts at the bound itself.
-- One row per cell.
create view mart.value as
select
    accepted.observation_id,
    (indicator.naming).*,
    indicator.kind,
    (area_label.naming).*,
    breakdown.breakdown,
    accepted.period_start,
    accepted.period_end,
    calc.period_label(accepted.period_start, accepted.period_end, accepted.basis) as period_label,
    accepted.basis,
    accepted.value,
    accepted.low,
    accepted.high,
    accepted.qualifier,
    indicator.unit,
    accepted.unit_code as printed_unit,
    accepted.status,
    source.code as source_code,
    source.authority,
    cast(coalesce(contest.source_count, 1) as int) as source_count,
    coalesce(contest.in_conflict, false) as in_conflict,
    calc.calc_bound(indicator.kind, accepted.qualifier, accepted.value, accepted.low)
        as calc_low,
    calc.calc_bound(indicator.kind, accepted.qualifier, accepted.value, accepted.high)
        as calc_high
from core.observation as accepted
inner join core.source using (source_id)
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.breakdown_label as breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
left join calc.contest using (observation_id)
where accepted.accepted
