-- 同一单元格多个报告的取舍次序 / In which order the reports of one cell come into question for the
-- views, the least first: the one that a curator decided for, then by the steps of
-- core.acceptance_criterion, at last the one recorded first. One number a step.
create function calc.report_order(
    decided boolean,
    authority text,
    source_kind text,
    status text,
    low numeric,
    high numeric,
    published_on date,
    observation_id bigint
)
returns numeric[]
language sql stable parallel safe
as $$
select
    array[case when decided then 0 else 1 end]
    || coalesce(array_agg(
        case criterion
            when 'authority'
                then coalesce(array_position(preference, $2), cardinality(preference) + 1)
            when 'source_kind'
                then coalesce(array_position(preference, $3), cardinality(preference) + 1)
            when 'status'
                then coalesce(array_position(preference, $4), cardinality(preference) + 1)
            when 'precision' then coalesce($6 - $5, 'infinity')
            else coalesce(cast(date '2200-01-01' - $7 as numeric), 'infinity')
        end
        order by position
    ), '{}')
    || cast($8 as numeric)
from calc.acceptance_criterion
$$
