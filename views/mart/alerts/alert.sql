-- 预警 / An early-warning rule that fires: from when (since) to which period, the figure of that
-- period against the threshold, and whether it is so whatever the true figures behind the printed
-- ones are (certain). new: fires for the first time with the last figure; open: did so before;
-- cleared: a later figure is no warning. One row per alert, area and unbroken spell of warnings.
create view mart.alert as
with comparison (kind, name) as (
    values ('growth', '增长'), ('difference', '差额'), ('multiple', '倍数'), ('share', '占比')
)

select
    spell.alert_code,
    alert_rule.name as alert_name,
    alert_rule.name_en as alert_name_en,
    alert_rule.severity,
    alert_rule.program_code,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    subject.code as breakdown,
    spell.since,
    spell.period_start,
    spell.period_end,
    trim_scale(round(spell.value, 6)) as value,
    trim_scale(round(spell.low, 6)) as low,
    trim_scale(round(spell.high, 6)) as high,
    spell.unit,
    alert_rule.threshold,
    trim_scale(round(spell.base_value, 6)) as base_value,
    spell.certain,
    spell.state,
    calc.alert_message(
        alert_rule.message, area_label.area_name,
        calc.period_name(spell.period_start, spell.period_end),
        spell.value, spell.base_value, alert_rule.threshold, coalesce(unit.name, spell.unit),
        coalesce(subject.name, subject.code)
    ) as message,
    calc.alert_message(
        alert_rule.message_en, area_label.area_name_en,
        calc.period_label(
            spell.period_start, spell.period_end,
            case when spell.period_start = spell.period_end then 'point' else 'during' end
        ),
        spell.value, spell.base_value, alert_rule.threshold, coalesce(unit.name_en, spell.unit),
        coalesce(subject.name_en, subject.code)
    ) as message_en,
    cast(spell.observation_id as int) as observation_id,
    cast(spell.base_observation_id as int) as base_observation_id
from calc.alert_spell as spell
inner join core.alert_rule on alert_rule.code = spell.alert_code
inner join calc.area_label on area_label.admin_unit_id = spell.admin_unit_id
left join core.unit on unit.code = spell.unit
left join core.rule on rule.code = spell.rule_code
left join core.indicator on indicator.indicator_id = spell.indicator_id
left join core.breakdown on breakdown.breakdown_id = spell.breakdown_id
left join mart.breakdown as members
    on members.breakdown = breakdown.key and members.member_count > 0
left join comparison on comparison.kind = spell.comparison_kind
-- A rule with a threshold names its indicator itself; of others the code and the name of what they
-- watch tell which it is.
cross join lateral ( -- noqa: ST05
    select
        case
            when alert_rule.threshold is not null then coalesce(breakdown.key, 'total')
            else
                coalesce(
                    rule.code,
                    indicator.code || ' ' || coalesce(comparison.kind, breakdown.key)
                )
        end as code,
        coalesce(
            rule.name,
            indicator.name || coalesce(comparison.name, '(' || members.breakdown_name || ')', '')
        ) as name,
        coalesce(
            rule.name_en,
            indicator.name_en
            || coalesce(', ' || comparison.kind, ' (' || members.breakdown_name_en || ')', '')
        ) as name_en
) as subject
