-- 上级与下级之和 / Parents against their children, in the hierarchy of a day (null: of the last day of
-- each figure's period), on ids; as mart.rollup_at has it. reported_low and reported_high are the
-- bounds of those that report, low and high of all children. One row per parent, indicator,
-- breakdown and period for which any child reports.
create function calc.rollup_of(hierarchy date)
returns table (
    indicator_id int,
    parent_id int,
    breakdown_id int,
    period_start date,
    period_end date,
    basis text,
    stated numeric,
    stated_low numeric,
    stated_high numeric,
    sum_of_children numeric,
    low numeric,
    high numeric,
    reported_low numeric,
    reported_high numeric,
    children_reporting bigint,
    children_total bigint,
    share_of_population_covered numeric,
    verdict text,
    observation_id int
)
language sql stable parallel safe
as $$
select
    children.indicator_id,
    children.parent_id,
    children.breakdown_id,
    children.period_start,
    children.period_end,
    children.basis,
    stated.value,
    stated.low,
    stated.high,
    trim_scale(round(
        case indicator.over_areas
            when 'sum' then children.total
            when 'weighted' then children.mean
        end, 6)),
    bound.low,
    bound.high,
    reporting.low,
    reporting.high,
    children.reporting,
    whole.children,
    round(children.population / nullif(whole.population, 0), 6),
    case
        when bound.low > stated.high or bound.high < stated.low then 'fails'
        when children.reporting < whole.children then 'partial'
        when stated.value is null then 'unstated'
        else 'holds'
    end,
    stated.observation_id
from calc.children_sum($1) as children
inner join calc.children_span as whole
    on
        whole.parent_id = children.parent_id
        and whole.since <= children.day
        and whole.until > children.day
inner join calc.indicator_label as indicator on indicator.indicator_id = children.indicator_id
cross join lateral (
    select
        case indicator.over_areas when 'sum' then children.total_low else children.lowest end
            as low,
        case indicator.over_areas when 'sum' then children.total_high else children.highest end
            as high,
        whole.children - children.reporting as others
) as reporting
-- Whatever the children that do not report have: at least and at most what the indicator allows.
cross join lateral (
    select
        case
            when reporting.others = 0 then reporting.low
            when indicator.over_areas = 'sum' then reporting.low + reporting.others * indicator.low
            else least(reporting.low, indicator.low)
        end as low,
        case
            when reporting.others = 0 then reporting.high
            when indicator.over_areas = 'sum'
                then reporting.high + reporting.others * indicator.high
            else greatest(reporting.high, indicator.high)
        end as high
) as bound
left join calc.series as stated
    on
        stated.indicator_id = children.indicator_id
        and stated.breakdown_id = children.breakdown_id
        and stated.admin_unit_id = children.parent_id
        and stated.period_start = children.period_start
        and stated.period_end = children.period_end
        and stated.basis = children.basis
$$
