-- 排名的结果 / What a ranking says: the place of an area. One row per analysis, area and period.
create view calc.analysis_result_ranking as
select
    analysis_code,
    admin_unit_id,
    period_start,
    period_end,
    cast(place as numeric) as value,
    cast(best_place as numeric) as low,
    cast(worst_place as numeric) as high,
    'place' as unit,
    best_place = worst_place as certain,
    peers as points,
    format('%s个同级地区中排第%s（%s）', peers, place, trim_scale(round(value, 2))) as words,
    format('%s of %s peers (%s)', place, peers, trim_scale(round(value, 2))) as words_en
from calc.ranking
