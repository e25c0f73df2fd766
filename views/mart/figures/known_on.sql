-- 截至某日已发表的来源所知 / mart.reported as the sources published up to a day stood, in the
-- state of the database now; a source whose day of publication is not known is not among them. One
-- row per observation.
create function mart.known_on(day date)
returns setof mart.reported
language sql stable parallel safe
as $$
select * from mart.as_of(now(), day)
$$
