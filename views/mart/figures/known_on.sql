-- 截至某日已发表的来源所知 / mart.reported as the sources published up to a day stood, in the
-- state of the database now; a source whose day of publication is not known is not among them. One
-- row per observation.
create function mart.known_on(day date)
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
select * from mart.as_of(now(), day)
$$
