-- 可疑的数字（内部编号） / Figures that are probably wrong, of every kind, on ids. One row per kind and
-- figure; of a dropped one per indicator, breakdown, period and area.
create view calc.suspect as
select * from calc.suspect_unit_slip -- noqa: AM04
union all
select * from calc.suspect_stale
union all
select * from calc.suspect_swapped
union all
select * from calc.suspect_jump
union all
select * from calc.suspect_dropped
