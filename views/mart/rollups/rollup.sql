-- 上级与下级之和 / Parents against their children, each in the hierarchy of the last day of its
-- period: see mart.rollup_at. One row per parent, indicator, breakdown and period for which any
-- child reports.
create view mart.rollup as
select * from mart.rollup_at(null) -- noqa: AM04
