-- 排名 / Where an area stands among its peers, the greatest value first: its place by the printed
-- values, and the best and the worst place that the intervals allow; told_apart: no other peer may
-- stand in that place. One row per analysis, area and period with enough peers.
create view mart.ranking as
select
    ranking.analysis_code,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    case ranking.area_level when 'province' then 'nation' else within.area_code end
        as peers_within,
    ranking.period_start,
    ranking.period_end,
    ranking.value,
    ranking.low,
    ranking.high,
    ranking.unit,
    cast(ranking.place as int) as place,
    ranking.best_place,
    cast(ranking.worst_place as int) as worst_place,
    cast(ranking.peers as int) as peers,
    ranking.best_place = ranking.worst_place as told_apart,
    ranking.observation_id
from calc.ranking
inner join calc.area_label using (admin_unit_id)
inner join calc.area_label as within on within.admin_unit_id = ranking.within_id
