-- 有前值的较大的数 / Long figures (1000 and more) with another before them in their series, and no
-- percentages, on ids; is_repeated: the series had the very value before. One row per figure.
create view calc.long_figure as
select step.* -- noqa: AM04
from calc.step
where step.value >= 1000
