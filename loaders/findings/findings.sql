-- What is remarkable of the figures that loads added: of which load, its kind, and a sentence with
-- the figures, in Chinese and in English. A rule, or a whole and its parts, is among them if one of
-- its figures is of the load.
with added as materialized (
    select
        load_file_id,
        observation_id,
        indicator_id,
        breakdown_id,
        admin_unit_id,
        period_start,
        period_end,
        basis,
        source_id,
        value,
        low,
        high,
        printed,
        carried,
        accepted
    from core.observation
    where load_file_id = any(cast(:load_file_ids as int[])) and withdrawn_at is null
),

-- No name for a total.
breakdown as (
    select
        breakdown_label.breakdown_id,
        nullif(breakdown.breakdown_name, '合计') as name,
        nullif(breakdown.breakdown_name_en, 'total') as name_en
    from calc.breakdown_label
    inner join mart.breakdown using (breakdown)
    where breakdown_label.breakdown_id in (select added.breakdown_id from added)
),

suspect as (
    select
        added.load_file_id,
        suspect.kind,
        concat_ws(
            ' ', area.area_name, indicator.name, breakdown.name, suspect.period_end,
            '为 ' || added.printed || coalesce(added.carried, '') || '，预期约为',
            trim_scale(round(suspect.expected, 2)), unit.name
        ) as sentence,
        concat_ws(
            ' ', area.area_name_en, indicator.name_en, breakdown.name_en, suspect.period_end,
            'is ' || added.printed || coalesce(added.carried, ''),
            'though about ' || trim_scale(round(suspect.expected, 2)) || ' '
            || unit.name_en || ' would be expected'
        ) as sentence_en
    from added
    inner join calc.suspect on suspect.observation_id = added.observation_id
    inner join core.indicator on indicator.indicator_id = added.indicator_id
    inner join core.unit on unit.code = indicator.unit_code
    inner join breakdown on breakdown.breakdown_id = added.breakdown_id
    inner join calc.area_label as area on area.admin_unit_id = added.admin_unit_id
),

failing as (
    select distinct
        added.load_file_id,
        result.rule_code,
        result.admin_unit_id,
        result.period_end,
        result.left_value,
        result.right_value
    from calc.rule_result as result
    inner join core.rule_term as term on term.rule_code = result.rule_code
    inner join added
        on
            added.admin_unit_id = result.admin_unit_id
            and added.indicator_id = term.indicator_id
            and added.breakdown_id = term.breakdown_id
            and abs(added.period_end - result.period_end) <= term.within_days
    where result.verdict = 'fails'
),

rule as (
    select
        failing.load_file_id,
        'rule' as kind,
        concat_ws(
            ' ', area.area_name, failing.period_end, rule.name, '不成立：'
            || trim_scale(round(failing.left_value, 2)), '对',
            trim_scale(round(failing.right_value, 2))
        ) as sentence,
        concat_ws(
            ' ', area.area_name_en, failing.period_end, rule.name_en, 'fails:',
            trim_scale(round(failing.left_value, 2)), 'against',
            trim_scale(round(failing.right_value, 2))
        ) as sentence_en
    from failing
    inner join core.rule on rule.code = failing.rule_code
    inner join calc.area_label as area on area.admin_unit_id = failing.admin_unit_id
),

contradiction as (
    select
        added.load_file_id,
        'conflict' as kind,
        concat_ws(
            ' ', area.area_name, indicator.name, breakdown.name, added.period_end,
            '此处为', added.value || '，在', source.code, '中为', other.value
        ) as sentence,
        concat_ws(
            ' ', area.area_name_en, indicator.name_en, breakdown.name_en, added.period_end,
            'is ' || added.value, 'here and', other.value, 'in', source.code
        ) as sentence_en
    from added
    inner join core.observation as other
        using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
    inner join core.source on source.source_id = other.source_id
    inner join core.indicator using (indicator_id)
    inner join breakdown using (breakdown_id)
    inner join calc.area_label as area using (admin_unit_id)
    where
        other.source_id <> added.source_id
        and other.withdrawn_at is null
        and other.accepted <> added.accepted
        and (other.low > added.high or other.high < added.low)
),

touched_sum as (
    select distinct
        added.load_file_id,
        rollup.indicator_id,
        rollup.parent_id,
        rollup.breakdown_id,
        rollup.period_end,
        rollup.stated,
        rollup.sum_of_children
    from added
    inner join calc.area_location as location on location.admin_unit_id = added.admin_unit_id
    inner join calc.rollup
        on
            rollup.parent_id in (location.admin_unit_id, location.within_id)
            and rollup.indicator_id = added.indicator_id
            and rollup.breakdown_id = added.breakdown_id
            and rollup.period_end = added.period_end
    where rollup.verdict = 'fails'
),

parts as (
    select
        touched_sum.load_file_id,
        'sum' as kind,
        concat_ws(
            ' ', area.area_name, indicator.name, breakdown.name, touched_sum.period_end,
            '为', touched_sum.stated || '，而所辖地区合计为', touched_sum.sum_of_children
        ) as sentence,
        concat_ws(
            ' ', area.area_name_en, indicator.name_en, breakdown.name_en,
            touched_sum.period_end, 'is', touched_sum.stated, 'but its areas add up to',
            touched_sum.sum_of_children
        ) as sentence_en
    from touched_sum
    inner join core.indicator on indicator.indicator_id = touched_sum.indicator_id
    inner join breakdown on breakdown.breakdown_id = touched_sum.breakdown_id
    inner join calc.area_label as area on area.admin_unit_id = touched_sum.parent_id
)

select * from suspect -- noqa: AM04
union all
select * from rule -- noqa: AM04
union all
select * from contradiction -- noqa: AM04
union all
select * from parts -- noqa: AM04
