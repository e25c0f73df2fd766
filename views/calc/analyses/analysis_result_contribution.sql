-- 贡献的结果 / What a contribution says: the share of the parent's change in percent. One row per
-- analysis, area and period.
create view calc.analysis_result_contribution as
select
    analysis_code,
    admin_unit_id,
    period_start,
    period_end,
    share as value,
    low,
    high,
    'percent' as unit,
    low > 0 or high < 0 as certain,
    2 as points,
    format('贡献了上级变化%s的%s%%', trim_scale(parent_change), round(share, 2)) as words,
    format('%s %% of the change of its parent (%s)', round(share, 2), trim_scale(parent_change))
        as words_en
from calc.contribution
