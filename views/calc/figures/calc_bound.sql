-- 推算用的界限 / The bound of a figure that derived quantities use: a floor or ceiling that a policy
-- sets counts at the bound itself, else the bound is the one that the print allows.
create function calc.calc_bound(kind text, qualifier text, value numeric, bound numeric)
returns numeric
language sql immutable parallel safe
as $$
select case when kind = 'standard' and qualifier in ('at_least', 'at_most') then value else bound end
$$
