-- 曾有的每个观测 / Every observation that ever was, as its source reports it, with when it was
-- recorded and withdrawn: mart.reported is what is not withdrawn, mart.as_of and mart.known_on are
-- what stood at a time. accepted: whether the views use it now. One row per observation.
create view mart.history as
select
    observation.observation_id,
    source.code as source_code,
    calc.marked_title(source.title, source.authority) as source_title,
    source.publisher,
    source.published_on,
    source.authority,
    observation.locator,
    observation.printed,
    observation.carried,
    (indicator.naming).*,
    (area_label.naming).*,
    breakdown.breakdown,
    observation.period_start,
    observation.period_end,
    calc.period_label(observation.period_start, observation.period_end, observation.basis)
        as period_label,
    observation.basis,
    observation.value,
    observation.low,
    observation.high,
    observation.qualifier,
    indicator.unit,
    observation.unit_code as printed_unit,
    observation.status,
    observation.accepted,
    observation.period_note,
    observation.note,
    observation.recorded_at,
    observation.withdrawn_at
from core.observation
inner join core.source using (source_id)
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.breakdown_label as breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
