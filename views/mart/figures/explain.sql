-- 一个观测值的由来 / The way back from a figure to its print: source, place, characters, conversion,
-- doubts, the load that brought it, its repeats in the source and the other reports of its cell.
-- One row per step; no row for an unknown observation.
create function mart.explain(observation_id bigint)
returns table (
    step int,
    item text,
    item_en text,
    detail text
)
language sql stable parallel safe
as $$
select
    step.number,
    step.item,
    step.item_en,
    step.detail
from mart.history as figure
inner join calc.provenance as origin using (observation_id)
cross join lateral (
    values
    (1, '数值', 'figure', format(
        '%s %s %s %s = %s %s [%s, %s]',
        figure.area_name, figure.indicator_name, figure.breakdown, figure.period_label,
        figure.value, figure.unit, coalesce(figure.low::text, '…'), coalesce(figure.high::text, '…')
    )),
    (2, '来源', 'source', concat_ws(
        ' ', origin.source_code, '《' || origin.title || '》', origin.publisher,
        origin.published_on || ' (' || origin.published_precision || ')', origin.address
    )),
    (3, '位置', 'place', figure.locator || coalesce(' of the text with SHA-256 ' || origin.sha256, '')),
    (4, '印刷形式', 'printed',
        figure.printed || coalesce(' (with ' || figure.carried || ' printed before)', '')),
    (5, '换算', 'conversion', format(
        'printed in %s, held in %s; %s', figure.printed_unit, figure.unit, figure.qualifier
    )),
    (6, '时期推断', 'period', figure.period_note),
    (7, '存疑', 'doubt', figure.note),
    (9, '装载', 'load', format(
        'run %s of version %s, file %s with SHA-256 %s, recorded %s',
        origin.load_run_id, origin.version, origin.file_name, origin.file_sha256,
        figure.recorded_at
    )),
    (10, '状态', 'state', case
        when figure.withdrawn_at is not null then 'withdrawn at ' || figure.withdrawn_at
        when figure.accepted then 'accepted for its cell'
        else 'current, but another report of its cell is accepted'
    end)
) as step (number, item, item_en, detail)
where figure.observation_id = $1 and step.detail is not null
union all
select
    8,
    '重复出现',
    'repeated',
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
