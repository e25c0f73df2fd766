-- 来源标题，非官方者标明 / The title of a source; one that is neither of an office nor quotes one
-- is marked 非官方. One text.
create function calc.marked_title(title text, authority text)
returns text
language sql immutable parallel safe
as $$
select case when $2 = 'unofficial' then '【非官方】' || $1 else $1 end
$$
