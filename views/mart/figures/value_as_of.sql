-- 某时刻各单元格的采用值 / mart.value as the database stood at a moment: which report of a cell was
-- accepted by those known then, with the names and the rule of acceptance of now. One row per cell.
create function mart.value_as_of(moment timestamptz)
returns setof mart.value
language sql stable parallel safe
as $$
select
    cast(known.observation_id as int),
    known.program_code,
    known.indicator_code,
    known.indicator_name,
    known.indicator_name_en,
    indicator.kind,
    known.area_code,
    known.area_name,
    known.area_name_en,
    known.area_level,
    known.breakdown,
    known.period_start,
    known.period_end,
    known.period_label,
    known.basis,
    known.value,
    known.low,
    known.high,
    known.qualifier,
    known.unit,
    known.printed_unit,
    known.status,
    known.source_code,
    known.authority,
    cast(1 + others.sources as int),
    others.contradict,
    calc.calc_bound(indicator.kind, known.qualifier, known.value, known.low),
    calc.calc_bound(indicator.kind, known.qualifier, known.value, known.high)
from mart.as_of(moment) as known
inner join mart.indicator using (indicator_code)
cross join lateral (
    select
        count(distinct rival.source_id) filter (where rival.is_of_another_source) as sources,
        coalesce(bool_or(rival.contradicts), false) as contradict
    from calc.known_rival(known.observation_id, moment) as rival
) as others
where known.accepted
$$
