-- 统计分析的结果 / What the statistical analyses say: a ranking's place, the slope of a trend a
-- year, the robust coefficient of variation (%), the ratio of the greatest to the least, the
-- contribution to the change of the parent (%), the score of an outlier; each with the interval
-- that the figures allow and a sentence. Details are in mart.ranking, trend, spread, contribution
-- and outlier. One row per analysis, area and period; for a spread the area is that within which
-- the peers lie.
create view mart.analysis as
-- The parts of the union have the same columns in the same order, as a test makes sure.
with result as (
    select * from calc.analysis_result_ranking
    union all
    select * from calc.analysis_result_trend
    union all
    select * from calc.analysis_result_dispersion
    union all
    select * from calc.analysis_result_gap
    union all
    select * from calc.analysis_result_contribution
    union all
    select * from calc.analysis_result_outlier
)

select
    analysis.code as analysis_code,
    analysis.name as analysis_name,
    analysis.name_en as analysis_name_en,
    analysis.method,
    analysis.program_code,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    result.period_start,
    result.period_end,
    result.value,
    result.low,
    result.high,
    result.unit,
    result.certain,
    cast(result.points as int) as points,
    area_label.area_name || ':' || analysis.name || ',' || result.words as message,
    area_label.area_name_en || ': ' || analysis.name_en || ', ' || result.words_en as message_en
from result
inner join core.analysis on analysis.code = result.analysis_code
inner join calc.area_label using (admin_unit_id)
