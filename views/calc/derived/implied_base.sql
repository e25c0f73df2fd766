-- 由陈述推算的基期值 / The base from which a stated growth, share, multiple or difference leads to
-- the value spoken of. Null where one of them is.
create function calc.implied_base(kind text, subject numeric, stated numeric)
returns numeric
language sql immutable parallel safe
as $$
select case kind
    when 'growth' then subject / nullif(1 + stated / 100, 0)
    when 'share' then subject / nullif(stated / 100, 0)
    when 'multiple' then subject / nullif(stated, 0)
    else subject - stated
end
$$
