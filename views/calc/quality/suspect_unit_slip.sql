-- 疑似单位错用 / Figures that are probably in a wrong unit, by their series or by their peers; where
-- both say so, by the lesser factor, or by the peers where it is the same. One row per figure.
create view calc.suspect_unit_slip as
with slip as (
    select
        admin_unit_id,
        observation_id,
        factor,
        expected,
        true as by_series
    from calc.series_slip
    union all
    select
        admin_unit_id,
        observation_id,
        factor,
        expected,
        false
    from calc.standard_slip
),

chosen as (
    -- By the area too, so that a condition on it reaches the tables.
    select distinct on (admin_unit_id, observation_id)
        admin_unit_id,
        observation_id,
        factor,
        expected
    from slip
    order by admin_unit_id asc, observation_id asc, factor asc, by_series asc
)

select
    'unit_slip' as kind,
    figure.indicator_id,
    figure.breakdown_id,
    chosen.admin_unit_id,
    figure.period_start,
    figure.period_end,
    chosen.observation_id,
    chosen.expected,
    chosen.factor,
    cast(null as int) as other_admin_unit_id
from chosen
inner join calc.series as figure on figure.observation_id = chosen.observation_id
