-- What happens to the cells of the source: added, revised, or gone from the file. One row for each
-- cell that does not stay the same; ``current`` are the observations of the source that the staged
-- rows are about. A source may have several files: gone are only cells of the file itself and of
-- one in whose place it comes, of which it reports more than half of the cells again.
create temp table change on commit drop as
with compared as (
    select
        resolved.line,
        current.observation_id as current_id,
        current.load_file_id,
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
),

replaced as (
    select load_file.name
    from compared
    inner join ops.load_file on load_file.load_file_id = compared.load_file_id
    group by load_file.name
    having load_file.name = :file or count(compared.line) * 2 > count(*)
)

select
    compared.line,
    compared.current_id,
    compared.what
from compared
left join ops.load_file on load_file.load_file_id = compared.load_file_id
where
    compared.what in ('added', 'revised')
    or (compared.what = 'gone' and (:is_next or load_file.name in (select name from replaced)))
