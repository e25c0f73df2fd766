-- 宽表：每个采用值及其全部名称 / An accepted value with every label a tool may group or filter by, for
-- those that work with one table. Figures are double precision, since some tools read a numeric of
-- many digits as text; mart.value has them exact. doubt: why not to take a value as it is, namely
-- suspicions, a sum of areas that differs, sources that contradict each other. One row per cell.
create view mart.observation_wide as
select
    value.observation_id,
    value.program_code,
    program.name as program_name,
    program.name_en as program_name_en,
    value.indicator_code,
    value.indicator_name,
    value.indicator_name_en,
    value.kind,
    value.unit,
    unit.name as unit_name,
    unit.name_en as unit_name_en,
    value.area_code,
    value.area_name,
    value.area_name_en,
    value.area_level,
    area.province_code,
    area.province_name,
    area.prefecture_code,
    area.prefecture_name,
    area.county_code,
    area.county_name,
    value.breakdown,
    breakdown.breakdown_name,
    breakdown.breakdown_name_en,
    value.period_start,
    value.period_end,
    value.period_label,
    cast(extract(year from value.period_end) as int) as year,
    calc.freq(value.period_start, value.period_end, value.basis) as freq,
    value.basis,
    cast(value.value as double precision) as value,
    cast(value.low as double precision) as low,
    cast(value.high as double precision) as high,
    value.qualifier,
    value.status,
    value.source_code,
    calc.marked_title(source.title, source.authority) as source_title,
    source.publisher,
    source.published_on,
    source.authority,
    value.source_count,
    value.in_conflict,
    nullif(
        concat_ws(
            '；',
            doubt.doubt,
            case when value.in_conflict then '来源相互矛盾' end
        ),
        ''
    ) as doubt,
    nullif(
        concat_ws(
            '; ',
            doubt.doubt_en,
            case when value.in_conflict then 'sources contradict each other' end
        ),
        ''
    ) as doubt_en
from mart.value
inner join core.program on program.code = value.program_code
inner join core.unit on unit.code = value.unit
inner join mart.breakdown using (breakdown)
inner join core.source on source.code = value.source_code
inner join mart.area using (area_code)
-- By its key, so that whoever does not ask for doubts does not wait for this join.
left join calc.doubt on doubt.observation_id = value.observation_id
