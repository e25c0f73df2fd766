-- 宽表：每个派生指标值及其全部名称 / A metric for an area and period with every label a tool may group
-- or filter by, as mart.observation_wide has them for values. authority: the weaker of those of the
-- numerator and the denominator. doubt: why not to take either as it is.
-- One row per metric and numerator.
create view mart.metric_wide as
select
    metric_value.metric_code,
    metric_value.metric_name,
    metric_value.metric_name_en,
    metric_value.program_code,
    program.name as program_name,
    program.name_en as program_name_en,
    metric_value.kind,
    metric_value.unit,
    unit.name as unit_name,
    unit.name_en as unit_name_en,
    metric_value.area_code,
    metric_value.area_name,
    metric_value.area_name_en,
    metric_value.area_level,
    area.province_code,
    area.province_name,
    area.prefecture_code,
    area.prefecture_name,
    area.county_code,
    area.county_name,
    metric_value.period_start,
    metric_value.period_end,
    metric_value.period_label,
    cast(extract(year from metric_value.period_end) as int) as year,
    cast(metric_value.value as double precision) as value,
    cast(metric_value.low as double precision) as low,
    cast(metric_value.high as double precision) as high,
    cast(metric_value.numerator as double precision) as numerator,
    cast(metric_value.denominator as double precision) as denominator,
    metric_value.denominator_period_end,
    metric_value.denominator_age_days,
    metric_value.numerator_observation_id,
    metric_value.denominator_observation_id,
    -- official comes before quoted, and quoted before unofficial, in the alphabet as well.
    greatest(numerator_source.authority, denominator_source.authority) as authority,
    nullif(
        concat_ws(
            '；',
            '分子' || numerator_doubt.doubt,
            case when numerator_contest.in_conflict then '分子的来源相互矛盾' end,
            '分母' || denominator_doubt.doubt,
            case when denominator_contest.in_conflict then '分母的来源相互矛盾' end
        ),
        ''
    ) as doubt,
    nullif(
        concat_ws(
            '; ',
            'numerator: ' || numerator_doubt.doubt_en,
            case
                when numerator_contest.in_conflict
                    then 'numerator: sources contradict each other'
            end,
            'denominator: ' || denominator_doubt.doubt_en,
            case
                when denominator_contest.in_conflict
                    then 'denominator: sources contradict each other'
            end
        ),
        ''
    ) as doubt_en
from mart.metric_value
inner join core.program on program.code = metric_value.program_code
inner join core.unit on unit.code = metric_value.unit
inner join mart.area using (area_code)
-- By keys, so that whoever asks for none of this does not wait for these joins.
left join core.observation as numerator
    on numerator.observation_id = metric_value.numerator_observation_id
left join core.source as numerator_source
    on numerator_source.source_id = numerator.source_id
left join calc.contest as numerator_contest
    on numerator_contest.observation_id = metric_value.numerator_observation_id
left join calc.doubt as numerator_doubt
    on numerator_doubt.observation_id = metric_value.numerator_observation_id
left join core.observation as denominator
    on denominator.observation_id = metric_value.denominator_observation_id
left join core.source as denominator_source
    on denominator_source.source_id = denominator.source_id
left join calc.contest as denominator_contest
    on denominator_contest.observation_id = metric_value.denominator_observation_id
left join calc.doubt as denominator_doubt
    on denominator_doubt.observation_id = metric_value.denominator_observation_id
