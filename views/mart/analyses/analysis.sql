-- 统计分析的结果 / What the statistical analyses say: a ranking's place, the slope of a trend a
-- year, the robust coefficient of variation (%), the ratio of the greatest to the least, the
-- contribution to the change of the parent (%), the score of an outlier; each with the interval
-- that the figures allow and a sentence. Details are in mart.ranking, trend, spread, contribution
-- and outlier. One row per analysis, area and period; for a spread the area is that within which
-- the peers lie.
create view mart.analysis as
with result as (
    select
        analysis_code,
        area_code,
        period_start,
        period_end,
        cast(place as numeric) as value,
        cast(best_place as numeric) as low,
        cast(worst_place as numeric) as high,
        'place' as unit,
        told_apart as certain,
        peers as points,
        format('%s个同级地区中排第%s(%s)', peers, place, trim_scale(round(value, 2))) as words,
        format('%s of %s peers (%s)', place, peers, trim_scale(round(value, 2))) as words_en
    from mart.ranking
    union all
    select
        analysis_code,
        area_code,
        period_start,
        period_end,
        slope,
        low,
        high,
        unit || ' a year',
        low > 0 or high < 0,
        points,
        format('%s个值,每年变化%s', points, trim_scale(round(slope, 2))),
        format('%s a year over %s values', trim_scale(round(slope, 2)), points)
    from mart.trend
    union all
    select
        spread.analysis_code,
        spread.peers_within,
        spread.period_start,
        spread.period_end,
        case analysis.method
            when 'gap' then spread.ratio
            else trim_scale(round(100 * spread.deviation / nullif(spread.median, 0), 6))
        end,
        case analysis.method when 'gap' then spread.ratio_low end,
        case analysis.method when 'gap' then spread.ratio_high end,
        case analysis.method when 'gap' then 'multiple' else 'percent' end,
        case analysis.method when 'gap' then spread.ratio_low > 1 end,
        spread.areas,
        case analysis.method
            when 'gap'
                then
                    format(
                        '最高%s(%s)是最低%s(%s)的%s倍',
                        greatest.area_name, trim_scale(round(spread.greatest, 2)),
                        least.area_name, trim_scale(round(spread.least, 2)), round(spread.ratio, 2)
                    )
            else
                format(
                    '%s个地区的中位数%s,离散%s', spread.areas,
                    trim_scale(round(spread.median, 2)), trim_scale(round(spread.deviation, 2))
                )
        end,
        case analysis.method
            when 'gap'
                then
                    format(
                        '%s (%s) has %s times the value of %s (%s)',
                        greatest.area_name_en, trim_scale(round(spread.greatest, 2)),
                        round(spread.ratio, 2), least.area_name_en,
                        trim_scale(round(spread.least, 2))
                    )
            else
                format(
                    'median %s of %s areas, deviation %s', trim_scale(round(spread.median, 2)),
                    spread.areas, trim_scale(round(spread.deviation, 2))
                )
        end
    from mart.spread
    inner join core.analysis
        on analysis.code = spread.analysis_code and analysis.method in ('dispersion', 'gap')
    inner join calc.area_label as least on least.area_code = spread.least_area_code
    inner join calc.area_label as greatest on greatest.area_code = spread.greatest_area_code
    union all
    select
        analysis_code,
        area_code,
        period_start,
        period_end,
        share,
        low,
        high,
        'percent',
        low > 0 or high < 0,
        2,
        format('贡献了上级变化%s的%s%%', trim_scale(parent_change), round(share, 2)),
        format('%s %% of the change of its parent (%s)', round(share, 2), trim_scale(parent_change))
    from mart.contribution
    union all
    select
        analysis_code,
        area_code,
        period_start,
        period_end,
        score,
        null,
        null,
        'deviation',
        certain,
        peers,
        format(
            '%s,%s个同级地区的中位数为%s',
            trim_scale(round(value, 2)), peers, trim_scale(round(median, 2))
        ),
        format(
            '%s where the median of %s peers is %s',
            trim_scale(round(value, 2)), peers, trim_scale(round(median, 2))
        )
    from mart.outlier
    where is_outlier
)

select
    analysis.code as analysis_code,
    analysis.name as analysis_name,
    analysis.name_en as analysis_name_en,
    analysis.method,
    analysis.program_code,
    result.area_code,
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
    result.points,
    area_label.area_name || ':' || analysis.name || ',' || result.words as message,
    area_label.area_name_en || ': ' || analysis.name_en || ', ' || result.words_en as message_en
from result
inner join core.analysis on analysis.code = result.analysis_code
left join calc.area_label on area_label.area_code = result.area_code
