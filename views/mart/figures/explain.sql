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
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
with asked as (
    select
        observation.*,
        source.code as source_code,
        source.title,
        source.publisher,
        source.published_on,
        source.published_precision,
        source.address,
        source.sha256,
        indicator.name as indicator_name,
        indicator.unit_code as indicator_unit,
        area_label.area_name,
        breakdown.key as breakdown,
        load_file.name as file_name,
        load_file.sha256 as file_sha256,
        load_file.load_run_id,
        load_run.version
    from core.observation
    inner join core.source on source.source_id = observation.source_id
    inner join core.indicator on indicator.indicator_id = observation.indicator_id
    inner join core.breakdown on breakdown.breakdown_id = observation.breakdown_id
    inner join calc.area_label on area_label.admin_unit_id = observation.admin_unit_id
    inner join ops.load_file on load_file.load_file_id = observation.load_file_id
    inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
    where observation.observation_id = $1
),

others as (
    select
        other.*,
        source.code as source_code
    from asked
    inner join core.observation as other
        on
            other.indicator_id = asked.indicator_id
            and other.admin_unit_id = asked.admin_unit_id
            and other.breakdown_id = asked.breakdown_id
            and other.period_start = asked.period_start
            and other.period_end = asked.period_end
            and other.basis = asked.basis
            and other.observation_id <> asked.observation_id
    inner join core.source on source.source_id = other.source_id
)

select
    1,
    '数值',
    'figure',
    format(
        '%s %s %s %s = %s %s [%s, %s]',
        area_name, indicator_name, breakdown,
        calc.period_label(period_start, period_end, basis),
        value, indicator_unit, coalesce(low::text, '…'), coalesce(high::text, '…')
    )
from asked
union all
select
    2,
    '来源',
    'source',
    concat_ws(' ', source_code, '《' || title || '》', publisher, published_on || ' (' || published_precision || ')', address)
from asked
union all
select
    3,
    '位置',
    'place',
    locator || ' of the text with SHA-256 ' || sha256
from asked
union all
select
    4,
    '印刷形式',
    'printed',
    printed || coalesce(' (with ' || carried || ' printed before)', '')
from asked
union all
select
    5,
    '换算',
    'conversion',
    format('printed in %s, held in %s; %s', unit_code, indicator_unit, qualifier)
from asked
union all
select
    6,
    '时期推断',
    'period',
    period_note
from asked
where period_note is not null
union all
select
    7,
    '存疑',
    'doubt',
    note
from asked
where note is not null
union all
select
    8,
    '重复出现',
    'repeated',
    format('char=%s,%s %s', mention.char_start, mention.char_end, mention.printed)
from asked
inner join core.mention
    on
        mention.observation_id = asked.observation_id
        and format('char=%s,%s', mention.char_start, mention.char_end) <> asked.locator
union all
select
    9,
    '装载',
    'load',
    format('run %s of version %s, file %s with SHA-256 %s, recorded %s',
        load_run_id, version, file_name, file_sha256, recorded_at)
from asked
union all
select
    10,
    '状态',
    'state',
    case
        when withdrawn_at is not null then 'withdrawn at ' || withdrawn_at
        when accepted then 'accepted for its cell'
        else 'current, but another report of its cell is accepted'
    end
from asked
union all
select
    11,
    '同一单元格的其他报告',
    'other report',
    format('observation %s of %s: %s = %s%s', observation_id, source_code, printed, value,
        case when withdrawn_at is not null then ', withdrawn' when accepted then ', accepted' else '' end)
from others
order by 1
$$
