-- 由推算值得出的派生指标 / A ratio or gap of which the numerator or the denominator is an implied
-- value and no reported one, for the same area and last day; what mart.metric_value leaves empty.
-- numerator_kind and denominator_kind tell reported from implied.
-- One row per metric, area and day.
create view mart.metric_value_implied as
select
    metric.code as metric_code,
    metric.name as metric_name,
    metric.name_en as metric_name_en,
    metric.program_code,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    numerator.period_end,
    trim_scale(round(numerator.value, 6)) as numerator,
    trim_scale(round(denominator.value, 6)) as denominator,
    numerator.kind as numerator_kind,
    denominator.kind as denominator_kind,
    trim_scale(round(case metric.kind
        when 'gap'
            then metric.factor * numerator.value - metric.denominator_factor * denominator.value
        when 'ratio' then metric.factor * numerator.value / nullif(denominator.value, 0)
    end, 6)) as value,
    trim_scale(round(case metric.kind
        when 'gap'
            then metric.factor * numerator.low - metric.denominator_factor * denominator.high
        when 'ratio' then metric.factor * numerator.low / nullif(denominator.high, 0)
    end, 6)) as low,
    trim_scale(round(case
        when metric.kind = 'gap'
            then metric.factor * numerator.high - metric.denominator_factor * denominator.low
        when metric.part_of_whole and numerator.low <= denominator.high
            then least(metric.factor, metric.factor * numerator.high / nullif(denominator.low, 0))
        when metric.kind = 'ratio'
            then metric.factor * numerator.high / nullif(denominator.low, 0)
    end, 6)) as high,
    metric.unit_code as unit,
    source.code as numerator_source_code,
    denominator_source.code as denominator_source_code
from core.metric
inner join calc.implied_operand as numerator
    on
        numerator.indicator_id = metric.numerator_indicator_id
        and numerator.breakdown_id = metric.numerator_breakdown_id
inner join calc.implied_operand as denominator
    on
        denominator.indicator_id = metric.denominator_indicator_id
        and denominator.breakdown_id = metric.denominator_breakdown_id
        and denominator.admin_unit_id = numerator.admin_unit_id
        and denominator.period_end = numerator.period_end
inner join core.source on source.source_id = numerator.source_id
inner join core.source as denominator_source
    on denominator_source.source_id = denominator.source_id
inner join calc.area_label on area_label.admin_unit_id = numerator.admin_unit_id
where
    metric.kind in ('ratio', 'gap')
    and metric.denominator_area = 'same'
    and metric.alignment in ('same_period', 'same_year', 'latest_before')
    and 'implied' in (numerator.kind, denominator.kind)
