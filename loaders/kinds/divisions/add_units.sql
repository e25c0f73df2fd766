-- An identity for each unit whose code no unit has since the day.
insert into core.admin_unit (key, kind)
select
    staged.code,
    'unit'
from staged
where
    not exists (
        select from core.admin_unit_version as known
        where known.code = staged.code and known.valid && daterange(cast(:day as date), null)
    )
order by staged.code
