-- What happens to the cells of the source: added, revised, or gone from the file. One row for each
-- cell that does not stay the same. A source may have several files: gone are only cells of the
-- file's own last load and of a file that it replaces, since it reports more than half of the cells
-- of that one again. A file that was compared line by line is the next version of all that its
-- source reports. What a partial file lacks may be among its rejected rows; gone is only what the
-- same cell of its table said before, of another time or area, in the load that this one corrects.
create temp table cell_change on commit drop as
with current_report as (
    select observation.* -- noqa: AM04
    from core.observation
    where
        not :only_differences
        and source_id = :source_id
        and withdrawn_at is null
    union all
    select report_in_cell.*
    from report_in_cell
),

compared as (
    select
        resolved_figure.line,
        current_report.observation_id as current_id,
        current_report.load_file_id,
        current_report.locator,
        case
            when current_report.observation_id is null then 'added'
            when resolved_figure.line is null then 'gone'
            when
                (
                    resolved_figure.value,
                    resolved_figure.qualifier,
                    resolved_figure.status,
                    resolved_figure.unit,
                    coalesce(resolved_figure.low, 'infinity'),
                    coalesce(resolved_figure.high, 'infinity'),
                    coalesce(resolved_figure.note, ''),
                    coalesce(resolved_figure.period_note, '')
                ) = (
                    current_report.value,
                    current_report.qualifier,
                    current_report.status,
                    current_report.unit_code,
                    coalesce(current_report.low, 'infinity'),
                    coalesce(current_report.high, 'infinity'),
                    coalesce(current_report.note, ''),
                    coalesce(current_report.period_note, '')
                )
                then 'same'
            else 'revised'
        end as what
    from resolved_figure
    full join current_report
        using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
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
    or (
        compared.what = 'gone'
        and case
            when :is_partial
                then
                    load_file.name = :file
                    and compared.locator like '%cell=%'
                    and compared.locator in (select resolved_figure.locator from resolved_figure)
            else :only_differences or load_file.name in (select replaced.name from replaced)
        end
    )
