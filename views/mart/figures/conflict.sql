-- 来源之间的冲突 / Two reports of one cell by different sources that cannot both be true, since their
-- intervals do not meet: the accepted one, or that which comes before, and the other; how far apart
-- they are, and the likeliest cause. unit_slip: they differ by a factor between units (12, 100,
-- 1000, 10⁴, 10⁸); revision: one is provisional or estimated, or the same publisher reported again
-- later; scope: the other figure is that of another breakdown; value: none of these.
-- One row per pair of reports.
create view mart.conflict as
with pair as (
    select
        first.*,
        other.observation_id as other_observation_id,
        other.source_id as other_source_id,
        other.value as other_value,
        other.low as other_low,
        other.high as other_high,
        other.printed as other_printed,
        other.status as other_status
    from core.observation as first
    inner join core.observation as other
        on
            other.indicator_id = first.indicator_id
            and other.admin_unit_id = first.admin_unit_id
            and other.breakdown_id = first.breakdown_id
            and other.period_start = first.period_start
            and other.period_end = first.period_end
            and other.basis = first.basis
            and other.source_id <> first.source_id
            and other.withdrawn_at is null
            and (other.low > first.high or other.high < first.low)
    where
        first.withdrawn_at is null
        and not other.accepted
        and (first.accepted or first.observation_id < other.observation_id)
)

select
    indicator.program_code,
    indicator.code as indicator_code,
    indicator.name as indicator_name,
    indicator.name_en as indicator_name_en,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    breakdown.key as breakdown,
    pair.period_start,
    pair.period_end,
    calc.period_label(pair.period_start, pair.period_end, pair.basis) as period_label,
    pair.basis,
    pair.accepted,
    source.code as source_code,
    pair.printed,
    pair.value,
    pair.low,
    pair.high,
    other_source.code as other_source_code,
    pair.other_printed,
    pair.other_value,
    pair.other_low,
    pair.other_high,
    indicator.unit_code as unit,
    abs(pair.value - pair.other_value) as spread,
    trim_scale(round(pair.other_value / nullif(pair.value, 0), 6)) as ratio,
    case
        when calc.slip_factor(pair.other_value, pair.value) is not null then 'unit_slip'
        when
            (pair.status in ('E', 'P')) <> (pair.other_status in ('E', 'P'))
            or (
                source.publisher = other_source.publisher
                and source.published_on <> other_source.published_on
            )
            then 'revision'
        when
            exists (
                select from core.observation as elsewhere
                where
                    elsewhere.indicator_id = pair.indicator_id
                    and elsewhere.admin_unit_id = pair.admin_unit_id
                    and elsewhere.period_end = pair.period_end
                    and elsewhere.breakdown_id <> pair.breakdown_id
                    and elsewhere.accepted
                    and elsewhere.low <= pair.other_high
                    and elsewhere.high >= pair.other_low
            )
            then 'scope'
        else 'value'
    end as cause,
    pair.observation_id,
    pair.other_observation_id
from pair
inner join core.source on source.source_id = pair.source_id
inner join core.source as other_source on other_source.source_id = pair.other_source_id
inner join core.indicator on indicator.indicator_id = pair.indicator_id
inner join core.breakdown on breakdown.breakdown_id = pair.breakdown_id
inner join calc.area_label on area_label.admin_unit_id = pair.admin_unit_id
