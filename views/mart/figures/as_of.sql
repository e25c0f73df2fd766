-- 数据库在某时刻的状态 / mart.reported as the database stood at a moment; with a day, only of the
-- sources published up to it. accepted is what these reports alone would decide. A filter over
-- mart.history that the planner sees through. One row per observation.
create function mart.as_of(moment timestamptz, published_by date default null)
returns table (
    observation_id int,
    source_code text,
    source_title text,
    publisher text,
    published_on date,
    authority text,
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
language sql stable parallel safe
as $$
select
    history.observation_id,
    history.source_code,
    history.source_title,
    history.publisher,
    history.published_on,
    history.authority,
    history.locator,
    history.printed,
    history.carried,
    history.program_code,
    history.indicator_code,
    history.indicator_name,
    history.indicator_name_en,
    history.area_code,
    history.area_name,
    history.area_name_en,
    history.area_level,
    history.breakdown,
    history.period_start,
    history.period_end,
    history.period_label,
    history.basis,
    history.value,
    history.low,
    history.high,
    history.qualifier,
    history.unit,
    history.printed_unit,
    history.status,
    case
        when exists (select from calc.same_cell(history.observation_id))
            then
                not exists (
                    select from calc.known_rival(history.observation_id, moment) as rival
                    where
                        (published_by is null or rival.published_on <= published_by)
                        and rival.preferred_from <= moment
                        -- At infinity what lasts for ever still does.
                        and (
                            rival.preferred_until > moment
                            or rival.preferred_until = 'infinity'
                        )
                )
        else true
    end,
    history.period_note,
    history.note,
    history.recorded_at
from mart.history
where
    history.recorded_at <= moment
    and (history.withdrawn_at is null or history.withdrawn_at > moment)
    and (published_by is null or history.published_on <= published_by)
$$
