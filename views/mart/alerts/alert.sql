-- 预警 / An early-warning rule that fires: from when (since) to which period, the figure of that
-- period against the threshold, and whether it is so whatever the true figures behind the printed
-- ones are (certain). new: fires for the first time with the last figure; open: did so before;
-- cleared: a later figure is no warning. One row per alert, area and unbroken spell of warnings.
create view mart.alert as
with judged as (
    select
        alert_point.*,
        alert_rule.program_code,
        alert_rule.severity,
        alert_rule.name,
        alert_rule.name_en,
        alert_rule.threshold,
        alert_rule.message,
        alert_rule.message_en,
        coalesce(
            -- A suspected figure is never certain to be wrong.
            case
                when alert_rule.measure in ('failure', 'contradiction', 'conflict')
                    then alert_point.failed
            end,
            case alert_rule.direction
                when 'below' then alert_point.high < alert_rule.threshold
                else alert_point.low > alert_rule.threshold
            end,
            false
        ) as certain,
        coalesce(
            alert_point.failed,
            case alert_rule.direction
                when 'below' then alert_point.value < alert_rule.threshold
                else alert_point.value > alert_rule.threshold
            end,
            false
        )
        and coalesce(alert_point.base_value >= alert_rule.least_base, true)
        and (
            alert_rule.companion_direction is null
            or exists (
                select
                from mart.growth
                inner join core.indicator
                    on indicator.indicator_id = alert_rule.companion_indicator_id
                inner join core.breakdown
                    on breakdown.breakdown_id = alert_rule.companion_breakdown_id
                where
                    growth.indicator_code = indicator.code
                    and growth.breakdown = breakdown.key
                    and growth.area_code = alert_point.area_code
                    and growth.period_end = alert_point.period_end
                    and growth.is_consecutive
                    and case alert_rule.companion_direction
                        when 'rising' then growth.change > 0
                        else growth.change < 0
                    end
            )
        ) as fires
    from calc.alert_point
    inner join core.alert_rule on alert_rule.code = alert_point.alert_code
),

counted as (
    select
        judged.*,
        row_number() over (series order by judged.period_end, judged.period_start) as place,
        row_number() over (
            partition by judged.alert_code, judged.area_code, judged.breakdown, judged.fires
            order by judged.period_end, judged.period_start
        ) as place_among_alike,
        count(*) over series as points
    from judged
    window series as (partition by judged.alert_code, judged.area_code, judged.breakdown)
),

spell as (
    select distinct on (alert_code, area_code, breakdown, place - place_among_alike)
        counted.*,
        min(period_end) over whole as since,
        count(*) over whole as firings
    from counted
    where fires
    window
        whole as (
            partition by alert_code, area_code, breakdown, place - place_among_alike
        )
    order by
        alert_code asc, area_code asc, breakdown asc, place - place_among_alike asc,
        period_end desc, period_start desc
)

select
    spell.alert_code,
    spell.name as alert_name,
    spell.name_en as alert_name_en,
    spell.severity,
    spell.program_code,
    spell.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    spell.breakdown,
    spell.since,
    spell.period_start,
    spell.period_end,
    trim_scale(round(spell.value, 6)) as value,
    trim_scale(round(spell.low, 6)) as low,
    trim_scale(round(spell.high, 6)) as high,
    spell.unit,
    spell.threshold,
    trim_scale(round(spell.base_value, 6)) as base_value,
    spell.certain,
    case
        when spell.place < spell.points then 'cleared'
        when spell.firings > 1 then 'open'
        else 'new'
    end as state,
    calc.alert_message(
        spell.message, area_label.area_name,
        calc.period_name(spell.period_start, spell.period_end),
        spell.value, spell.base_value, spell.threshold, coalesce(unit.name, spell.unit),
        coalesce(alert_subject.subject, spell.breakdown)
    ) as message,
    calc.alert_message(
        spell.message_en, area_label.area_name_en,
        calc.period_label(
            spell.period_start, spell.period_end,
            case when spell.period_start = spell.period_end then 'point' else 'during' end
        ),
        spell.value, spell.base_value, spell.threshold, coalesce(unit.name_en, spell.unit),
        coalesce(alert_subject.subject_en, spell.breakdown)
    ) as message_en,
    spell.observation_id,
    spell.base_observation_id
from spell
inner join calc.area_label on area_label.area_code = spell.area_code
left join core.unit on unit.code = spell.unit
left join lateral calc.alert_subject(spell.breakdown) as alert_subject on true
