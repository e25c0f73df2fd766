-- What is said of each indicator: its name, its labels, and the names of the programmes above it.
with recursive above as (
    select
        indicator.indicator_id,
        program.parent_code,
        program.name
    from core.indicator
    inner join core.program on program.code = indicator.program_code
    union all
    select
        above.indicator_id,
        program.parent_code,
        program.name
    from above
    inner join core.program on program.code = above.parent_code
)

select
    indicator.code as indicator,
    concat_ws(
        '|',
        indicator.name,
        (
            select string_agg(above.name, '|')
            from above
            where above.indicator_id = indicator.indicator_id
        ),
        (
            select string_agg(alias.label_path, '|')
            from core.indicator_alias as alias
            where alias.indicator_id = indicator.indicator_id
        )
    ) as texts
from core.indicator
