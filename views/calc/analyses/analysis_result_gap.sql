-- 差距的结果 / What a gap says: the ratio of the greatest value to the least. admin_unit_id: within
-- which the areas lie. One row per analysis, level, such unit and period.
create view calc.analysis_result_gap as
select
    spread.analysis_code,
    spread.within_id as admin_unit_id,
    spread.period_start,
    spread.period_end,
    spread.ratio as value,
    spread.ratio_low as low,
    spread.ratio_high as high,
    'multiple' as unit,
    spread.ratio_low > 1 as certain,
    spread.areas as points,
    format(
        '最高%s（%s）是最低%s（%s）的%s倍',
        greatest.area_name, trim_scale(round(spread.greatest, 2)),
        least.area_name, trim_scale(round(spread.least, 2)), round(spread.ratio, 2)
    ) as words,
    format(
        '%s (%s) has %s times the value of %s (%s)',
        greatest.area_name_en, trim_scale(round(spread.greatest, 2)), round(spread.ratio, 2),
        least.area_name_en, trim_scale(round(spread.least, 2))
    ) as words_en
from calc.spread
inner join core.analysis on analysis.code = spread.analysis_code and analysis.method = 'gap'
inner join calc.area_label as least on least.admin_unit_id = spread.least_id
inner join calc.area_label as greatest on greatest.admin_unit_id = spread.greatest_id
