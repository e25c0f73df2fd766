-- 异常值的结果 / What is said of an outlier: its score. One row per analysis, area and period of an
-- outlier.
create view calc.analysis_result_outlier as
select
    analysis_code,
    admin_unit_id,
    period_start,
    period_end,
    score as value,
    cast(null as numeric) as low,
    cast(null as numeric) as high,
    'deviation' as unit,
    certain,
    peers as points,
    format(
        '%s，%s个同级地区的中位数为%s', trim_scale(round(value, 2)), peers,
        trim_scale(round(median, 2))
    ) as words,
    format(
        '%s where the median of %s peers is %s', trim_scale(round(value, 2)), peers,
        trim_scale(round(median, 2))
    ) as words_en
from calc.outlier
where is_outlier
