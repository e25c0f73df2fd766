-- What happens to the cells of the source: added, revised, or gone from the file. One row for each
-- cell that does not stay the same; ``current`` are the observations of the source that the staged
-- rows are about.
create temp table change on commit drop as
with compared as (
    select
        resolved.line,
        current.observation_id as current_id,
        case
            when current.observation_id is null then 'added'
            when resolved.line is null then 'gone'
            when
                (
                    resolved.value,
                    resolved.qualifier,
                    resolved.status,
                    resolved.unit,
                    coalesce(resolved.low, 'infinity'),
                    coalesce(resolved.high, 'infinity'),
                    coalesce(resolved.note, ''),
                    coalesce(resolved.period_note, '')
                ) = (
                    current.value,
                    current.qualifier,
                    current.status,
                    current.unit_code,
                    coalesce(current.low, 'infinity'),
                    coalesce(current.high, 'infinity'),
                    coalesce(current.note, ''),
                    coalesce(current.period_note, '')
                )
                then 'same'
            else 'revised'
        end as what
    from resolved
    full join current
        on
            current.indicator_id = resolved.indicator_id
            and current.admin_unit_id = resolved.admin_unit_id
            and current.breakdown_id = resolved.breakdown_id
            and current.period_start = resolved.period_start
            and current.period_end = resolved.period_end
            and current.basis = resolved.basis
)

select * from compared
where what <> 'same'
