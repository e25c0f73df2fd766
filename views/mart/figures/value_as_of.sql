-- 某时刻各单元格的采用值 / mart.value as the database stood at a moment: which report of a cell was
-- accepted by those known then, with the names and the rule of acceptance of now. One row per cell.
create function mart.value_as_of(moment timestamptz)
returns table (
    observation_id int,
    program_code text,
    indicator_code text,
    indicator_name text,
    indicator_name_en text,
    kind text,
    area_code text,
    area_name text,
    area_name_en text,
    area_level text,
    breakdown text,
    period_start date,
    period_end date,
    period_label text,
    basis text,
    value numeric,
    low numeric,
    high numeric,
    qualifier text,
    unit text,
    printed_unit text,
    status text,
    source_code text,
    source_count bigint,
    in_conflict boolean,
    calc_low numeric,
    calc_high numeric
)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
with report as (
    select
        known.*,
        observation.admin_unit_id
    from calc.known(moment, null) as known
    inner join core.observation on observation.observation_id = known.observation_id
),

contested as (
    select
        accepted.observation_id,
        count(distinct rival.source_code) filter (
            where rival.source_code <> accepted.source_code
        ) as rival_count,
        bool_or(rival.high < accepted.low or rival.low > accepted.high) as in_conflict
    from report as rival
    inner join report as accepted
        on
            accepted.indicator_code = rival.indicator_code
            and accepted.admin_unit_id = rival.admin_unit_id
            and accepted.breakdown = rival.breakdown
            and accepted.period_start = rival.period_start
            and accepted.period_end = rival.period_end
            and accepted.basis = rival.basis
            and accepted.accepted
    where not rival.accepted
    group by accepted.observation_id
)

select
    cast(report.observation_id as int),
    report.program_code,
    report.indicator_code,
    report.indicator_name,
    report.indicator_name_en,
    indicator.kind,
    report.area_code,
    report.area_name,
    report.area_name_en,
    report.area_level,
    report.breakdown,
    report.period_start,
    report.period_end,
    report.period_label,
    report.basis,
    report.value,
    report.low,
    report.high,
    report.qualifier,
    report.unit,
    report.printed_unit,
    report.status,
    report.source_code,
    1 + coalesce(contested.rival_count, 0),
    coalesce(contested.in_conflict, false),
    calc.calc_bound(indicator.kind, report.qualifier, report.value, report.low),
    calc.calc_bound(indicator.kind, report.qualifier, report.value, report.high)
from report
inner join core.indicator on indicator.code = report.indicator_code
left join contested on contested.observation_id = report.observation_id
where report.accepted
$$
