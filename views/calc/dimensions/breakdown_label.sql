-- 分组的写法 / How every breakdown is written. One row per breakdown.
create view calc.breakdown_label as
select
    breakdown_id,
    key as breakdown
from core.breakdown
