-- 规则检验所用的各值 / The figures that the check of a rule is made of, in words and on ids: its terms;
-- of one that accumulates (not_falling), that of the last day before and that of the day.
-- One row per rule, area, period and part.
create view calc.rule_part as
select
    operand.rule_code,
    operand.admin_unit_id,
    operand.period_start,
    operand.period_end,
    operand.position,
    operand.observation_id,
    format(
        '%s：%s',
        case operand.side when 'left' then '左边' else '右边' end,
        replace(replace(said.term, '{term}', concat_ws(
            ' ', indicator.name, breakdown.breakdown_name,
            '（' || nullif(operand.term_day, operand.period_end) || '）'
        )), '{value}', coalesce(said.value, '未报告'))
    ) as detail,
    format(
        '%s side: %s',
        operand.side,
        replace(replace(said.term, '{term}', concat_ws(
            ' ', indicator.name_en, breakdown.breakdown_name_en,
            'of ' || nullif(operand.term_day, operand.period_end)
        )), '{value}', coalesce(said.value, 'not reported'))
    ) as detail_en
from calc.rule_operand as operand
inner join core.rule on rule.code = operand.rule_code and rule.kind <> 'not_falling'
inner join core.indicator on indicator.indicator_id = operand.indicator_id
inner join core.breakdown as key on key.breakdown_id = operand.breakdown_id
inner join mart.breakdown on breakdown.breakdown = key.key
cross join
    lateral (
        values
        (
            cast(trim_scale(operand.value) as text),
            format(
                '%s%s × {term} = {value} [%s, %s]',
                case when operand.divisor then '÷ ' else '' end,
                trim_scale(operand.coefficient),
                coalesce(cast(trim_scale(operand.low) as text), '…'),
                coalesce(cast(trim_scale(operand.high) as text), '…')
            )
        )
    ) as said (value, term)
union all
select
    rule.code,
    figure.admin_unit_id,
    figure.period_start,
    figure.period_end,
    cast(
        row_number() over (
            -- By all that is asked for, so that no other figure is numbered.
            partition by
                rule.code, figure.admin_unit_id, figure.period_start, figure.period_end,
                figure.observation_id
            order by part.period_end
        ) as int
    ),
    part.observation_id,
    format('截至 %s：%s', part.period_end, trim_scale(part.value)),
    format('up to %s: %s', part.period_end, trim_scale(part.value))
from core.rule
inner join core.rule_term on rule_term.rule_code = rule.code
inner join calc.series as figure using (indicator_id, breakdown_id)
cross join
    lateral (
        select accumulated.*
        from calc.series as accumulated
        where
            (accumulated.indicator_id, accumulated.breakdown_id, accumulated.admin_unit_id)
            = (figure.indicator_id, figure.breakdown_id, figure.admin_unit_id)
            and accumulated.basis = 'during'
            and accumulated.period_start = figure.period_start
            and accumulated.period_end <= figure.period_end
        order by accumulated.period_end desc
        limit 2
    ) as part
where rule.kind = 'not_falling' and figure.basis = 'during'
