-- 与同级地区相差单位倍数的标准 / Standards off by the factor of a wrong unit against the median of five
-- and more areas of the level on the same day. One row per value.
-- Key: indicator_id, breakdown_id, period_end, area_level.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
create table calc.standard_slip as
with peers as (
    select
        series.indicator_id,
        series.breakdown_id,
        series.period_end,
        series.area_level,
        cast(percentile_cont(0.5) within group (order by series.value) as numeric) as median
    from calc.series
    inner join calc.indicator_label as indicator
        on indicator.indicator_id = series.indicator_id and indicator.kind = 'standard'
    group by series.indicator_id, series.breakdown_id, series.period_end, series.area_level
    having count(*) > 4
),

compared as (
    select
        peers.indicator_id,
        peers.breakdown_id,
        peers.period_end,
        peers.area_level,
        standard.admin_unit_id,
        standard.observation_id,
        calc.slip_of(standard.value / peers.median, true) as factor,
        round(peers.median, 2) as expected
    from peers
    inner join calc.series as standard using (indicator_id, breakdown_id, period_end, area_level)
    -- No factor of a slip comes near to 8; most values need no closer look.
    where
        peers.median > 0
        and (standard.value > 8 * peers.median or peers.median > 8 * standard.value)
)

select
    indicator_id,
    breakdown_id,
    period_end,
    area_level,
    admin_unit_id,
    observation_id,
    factor,
    expected
from compared
where factor is not null;

create index standard_slip_key
on calc.standard_slip (indicator_id, breakdown_id, period_end, area_level);

create index standard_slip_admin_unit_id_idx on calc.standard_slip (admin_unit_id);

-- Touched by core.observation:
select
    figure.indicator_id,
    figure.breakdown_id,
    figure.period_end,
    area.area_level
from touched_observation as figure
inner join calc.area_location as area on area.admin_unit_id = figure.admin_unit_id
inner join calc.indicator_label as indicator
    on indicator.indicator_id = figure.indicator_id and indicator.kind = 'standard'
