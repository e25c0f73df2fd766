-- 偏离同级地区的值 / How far a value lies from the median of its peers, in deviations (modified
-- z-score; beyond 3.5 it is an outlier). certain: so wherever in its interval the true value is.
-- One row per analysis, area and period with enough peers that are not all alike.
create view mart.outlier as
select
    outlier.analysis_code,
    area_label.area_code,
    area_label.area_name,
    area_label.area_name_en,
    area_label.area_level,
    outlier.period_start,
    outlier.period_end,
    outlier.value,
    outlier.low,
    outlier.high,
    outlier.unit,
    outlier.median,
    outlier.deviation,
    cast(outlier.peers as int) as peers,
    outlier.score,
    outlier.is_outlier,
    outlier.certain,
    outlier.observation_id
from calc.outlier
inner join calc.area_label using (admin_unit_id)
