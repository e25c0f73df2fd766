-- 上级与下级之和 / Parents against their children, each in the hierarchy of the last day of its period,
-- as calc.rollup_of has them. One row per parent, indicator, breakdown and period for which any
-- child reports.
-- Key: indicator_id, breakdown_id, parent_id, period_end.
-- Not touched by calc.series: what is read of it changes with core.observation alone.
-- Not touched by calc.population_span: nor does that change but around a population.
-- Not touched by calc.children_span: it changes with that, or with calc.unit_within.
create table calc.rollup as
select
    indicator_id,
    parent_id,
    breakdown_id,
    period_start,
    period_end,
    basis,
    stated,
    stated_low,
    stated_high,
    sum_of_children,
    low,
    high,
    reported_low,
    reported_high,
    children_reporting,
    children_total,
    share_of_population_covered,
    verdict,
    observation_id
from calc.rollup_of(null);

create index rollup_parent_id_indicator_id_idx
on calc.rollup (parent_id, indicator_id, breakdown_id, period_end);

create index rollup_indicator_id_period_end_idx on calc.rollup (indicator_id, period_end);

create index rollup_failed_observation_id_idx on calc.rollup (observation_id)
where verdict = 'fails';

-- Touched by core.observation:
select
    figure.indicator_id,
    figure.breakdown_id,
    above.unit_id as parent_id,
    figure.period_end
from touched_observation as figure
inner join calc.unit_within as above
    on
        above.admin_unit_id = figure.admin_unit_id
        and above.relation in ('same', 'parent')
        and above.since <= figure.period_end
        and above.until > figure.period_end
union
-- A population is that of the days around it, as far as the one before it and the one after it. Of
-- a sum of all children it says nothing, but whether they are known.
select
    rollup.indicator_id,
    rollup.breakdown_id,
    rollup.parent_id,
    rollup.period_end
from (
    -- Those of all villages of a county lie between the same days.
    select distinct
        above.unit_id as parent_id,
        beside.day_before,
        beside.day_after,
        beside.is_known
    from touched_observation as figure
    inner join calc.indicator_label as indicator
        on
            indicator.indicator_id = figure.indicator_id
            and indicator.indicator_code = 'population'
    cross join
        lateral (
            select
                max(other.period_end)
                filter (where other.period_end < figure.period_end) as day_before,
                min(other.period_end)
                filter (where other.period_end > figure.period_end) as day_after,
                count(*) > 0 as is_known
            from calc.series as other
            where
                other.indicator_id = figure.indicator_id
                and other.breakdown_id = figure.breakdown_id
                and other.admin_unit_id = figure.admin_unit_id
                and other.basis = 'point'
        ) as beside
    inner join calc.unit_within as above
        on above.admin_unit_id = figure.admin_unit_id and above.relation = 'parent'
) as populated
inner join calc.rollup
    on
        rollup.parent_id = populated.parent_id
        and rollup.period_end > coalesce(populated.day_before, '-infinity')
        and rollup.period_end < coalesce(populated.day_after, 'infinity')
inner join calc.indicator_label as added
    on
        added.indicator_id = rollup.indicator_id
        and (
            added.over_areas = 'weighted'
            or rollup.share_of_population_covered is distinct from 1
            or not populated.is_known
        )
