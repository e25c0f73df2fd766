-- 一个观测值的由来 / The way back from a figure to its print: source, place, characters, conversion,
-- doubts, the load that brought it, its repeats in the source and the other reports of its cell.
-- detail is in Chinese, detail_en in English. One row per step; no row for an unknown observation.
create function mart.explain(observation_id bigint)
returns table (
    step int,
    item text,
    item_en text,
    detail text,
    detail_en text
)
language sql stable parallel safe
as $$
select
    step.number,
    step.item,
    step.item_en,
    step.detail,
    step.detail_en
from mart.history as figure
inner join calc.provenance as origin using (observation_id)
inner join mart.breakdown using (breakdown)
inner join mart.unit using (unit)
inner join mart.unit as printed_unit on printed_unit.unit = figure.printed_unit
cross join lateral (
    select
        format(
            '= %s %%s [%s, %s]',
            figure.value, coalesce(figure.low::text, '…'), coalesce(figure.high::text, '…')
        ) as value,
        concat_ws(
            ' ', origin.source_code, '《' || origin.title || '》', origin.publisher,
            origin.published_on || ' (%s)', origin.address
        ) as source,
        case figure.qualifier
            when 'exact' then '无限定' when 'approx' then '约' when 'at_least' then '不低于'
            when 'at_most' then '不超过' when 'more_than' then '余' when 'less_than' then '不足'
            when 'nearly' then '近'
        end as qualifier
) as said
cross join lateral (
    values
    (
        1, '数值', 'figure',
        concat_ws(
            ' ', figure.area_name, figure.indicator_name, breakdown.breakdown_name,
            figure.period_label, replace(said.value, '%s', unit.unit_name)
        ),
        concat_ws(
            ' ', figure.area_name_en, figure.indicator_name_en, breakdown.breakdown_name_en,
            calc.period_label_en(figure.period_start, figure.period_end, figure.basis),
            replace(said.value, '%s', unit.unit_name_en)
        )
    ),
    (
        2, '来源', 'source',
        replace(
            said.source, '(%s)',
            case origin.published_precision
                when 'day' then '（确到日）' when 'month' then '（确到月）'
                when 'year' then '（确到年）' else '（估计）'
            end
        ),
        replace(said.source, '%s', origin.published_precision)
    ),
    (
        3, '位置', 'place',
        figure.locator || coalesce('，文本的 SHA-256 为 ' || origin.sha256, ''),
        figure.locator || coalesce(' of the text with SHA-256 ' || origin.sha256, '')
    ),
    (
        4, '印刷形式', 'printed',
        figure.printed || coalesce('（前面印有 ' || figure.carried || '）', ''),
        figure.printed || coalesce(' (with ' || figure.carried || ' printed before)', '')
    ),
    (
        5, '换算', 'conversion',
        format('印为%s，存为%s；%s', printed_unit.unit_name, unit.unit_name, said.qualifier),
        format(
            'printed in %s, held in %s; %s',
            printed_unit.unit_name_en, unit.unit_name_en, figure.qualifier
        )
    ),
    (
        6, '时期推断', 'period',
        calc.note_said(figure.period_note, 'zh'), calc.note_said(figure.period_note, 'en')
    ),
    (
        7, '存疑', 'doubt',
        calc.note_said(figure.note, 'zh'), calc.note_said(figure.note, 'en')
    ),
    (
        9, '装载', 'load',
        format(
            '版本 %s 的第 %s 次运行，文件 %s，SHA-256 为 %s，记录于 %s',
            origin.version, origin.load_run_id, origin.file_name, origin.file_sha256,
            figure.recorded_at
        ),
        format(
            'run %s of version %s, file %s with SHA-256 %s, recorded %s',
            origin.load_run_id, origin.version, origin.file_name, origin.file_sha256,
            figure.recorded_at
        )
    ),
    (
        10, '状态', 'state',
        case
            when figure.withdrawn_at is not null then '已撤回，于 ' || figure.withdrawn_at
            when figure.accepted then '为该单元格所采用'
            else '现行，但该单元格采用另一报告'
        end,
        case
            when figure.withdrawn_at is not null then 'withdrawn at ' || figure.withdrawn_at
            when figure.accepted then 'accepted for its cell'
            else 'current, but another report of its cell is accepted'
        end
    )
) as step (number, item, item_en, detail, detail_en)
where figure.observation_id = $1 and step.detail is not null
union all
select
    8,
    '重复出现',
    'repeated',
    format('char=%s,%s %s', mention.char_start, mention.char_end, mention.printed),
    format('char=%s,%s %s', mention.char_start, mention.char_end, mention.printed)
from mart.mention
inner join mart.history as figure using (observation_id)
where
    mention.observation_id = $1
    and format('char=%s,%s', mention.char_start, mention.char_end) <> figure.locator
union all
select
    11,
    '同一单元格的其他报告',
    'other report',
    format(
        '%s 的观测 %s：%s = %s%s',
        other.source_code, other.observation_id, other.printed, other.value,
        case
            when other.withdrawn_at is not null then '，已撤回'
            when other.accepted then '，被采用'
            else ''
        end
    ),
    format(
        'observation %s of %s: %s = %s%s',
        other.observation_id, other.source_code, other.printed, other.value,
        case
            when other.withdrawn_at is not null then ', withdrawn'
            when other.accepted then ', accepted'
            else ''
        end
    )
from calc.rival
inner join mart.history as other on other.observation_id = rival.rival_id
where rival.observation_id = $1
order by 1
$$
