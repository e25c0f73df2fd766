-- 两个值的比较 / What a comparison of this kind gives for two values: growth and share in percent,
-- a multiple, or a difference. Null where one of the values is.
create function calc.compared(kind text, subject numeric, base numeric)
returns numeric
language sql immutable parallel safe
as $$
select case kind
    when 'growth' then (subject / nullif(base, 0) - 1) * 100
    when 'share' then subject / nullif(base, 0) * 100
    when 'multiple' then subject / nullif(base, 0)
    else subject - base
end
$$
