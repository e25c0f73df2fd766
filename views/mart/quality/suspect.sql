-- 可疑的数字 / Figures that are probably wrong, named as what they probably are. unit_slip: off by a
-- factor between units (12 for standards, 100, 1000, 10⁴, 10⁸) or by a digit (10) against the
-- value before and the one after it, or for a standard against its peers; stale: an area repeats
-- three or more long figures of a period before; swapped: the figures of two areas fit each
-- other's past far better than their own; jump: a change that is far from that of at least five
-- peers; dropped: no figure where nearly all siblings have one. factor: by which the value is
-- off; other_area_code: with whom it was swapped. One row per kind and figure; of a dropped one
-- there is no observation.
create view mart.suspect as
select
    suspect.kind,
    (indicator.naming).*,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    breakdown.breakdown,
    suspect.period_start,
    suspect.period_end,
    observation.value,
    suspect.expected,
    suspect.factor,
    other_label.area_code as other_area_code,
    indicator.unit,
    source.code as source_code,
    cast(suspect.observation_id as int) as observation_id
from calc.suspect
inner join calc.indicator_label as indicator using (indicator_id)
inner join calc.breakdown_label as breakdown using (breakdown_id)
inner join calc.area_label using (admin_unit_id)
left join calc.area_label as other_label on other_label.admin_unit_id = suspect.other_admin_unit_id
left join core.observation using (observation_id)
left join core.source using (source_id)
