-- 某时刻数据库中、某日前已发表来源中的数字 / The figures as the database stood at a moment, of the
-- sources published up to a day (null: of all), with the columns of mart.reported; accepted is what
-- these reports alone would decide. One row per observation.
create function calc.known(moment timestamptz, published_by date)
returns table (
    observation_id bigint,
    source_code text,
    source_title text,
    publisher text,
    published_on date,
    locator text,
    printed text,
    carried text,
    program_code text,
    indicator_code text,
    indicator_name text,
    indicator_name_en text,
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
    accepted boolean,
    period_note text,
    note text,
    recorded_at timestamptz
)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
select
    observation.observation_id,
    source.code,
    source.title,
    source.publisher,
    source.published_on,
    observation.locator,
    observation.printed,
    observation.carried,
    indicator.program_code,
    indicator.code,
    indicator.name,
    indicator.name_en,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    breakdown.key,
    observation.period_start,
    observation.period_end,
    calc.period_label(observation.period_start, observation.period_end, observation.basis),
    observation.basis,
    observation.value,
    observation.low,
    observation.high,
    observation.qualifier,
    indicator.unit_code,
    observation.unit_code,
    observation.status,
    observation.observation_id = first_value(observation.observation_id) over (
        partition by
            observation.indicator_id, observation.admin_unit_id, observation.breakdown_id,
            observation.period_start, observation.period_end, observation.basis
        order by calc.report_order(
            decision.decision_id is not null, source.kind, observation.status,
            observation.low, observation.high, source.published_on, observation.observation_id
        )
    ),
    observation.period_note,
    observation.note,
    observation.recorded_at
from core.observation
inner join core.source on source.source_id = observation.source_id
inner join core.indicator on indicator.indicator_id = observation.indicator_id
inner join core.breakdown on breakdown.breakdown_id = observation.breakdown_id
inner join calc.area_label on area_label.admin_unit_id = observation.admin_unit_id
left join core.decision
    on
        decision.indicator_id = observation.indicator_id
        and decision.admin_unit_id = observation.admin_unit_id
        and decision.breakdown_id = observation.breakdown_id
        and decision.period_start = observation.period_start
        and decision.period_end = observation.period_end
        and decision.basis = observation.basis
        and decision.source_id = observation.source_id
        and decision.decided_on <= moment
where
    observation.recorded_at <= moment
    and (observation.withdrawn_at is null or observation.withdrawn_at > moment)
    and (published_by is null or source.published_on <= published_by)
$$
