-- How many rows of each kind the database holds.
with last_load as (
    select distinct on (load_file.name) load_file.rejected
    from ops.load_file
    order by load_file.name asc, load_file.load_file_id desc
)

select
    'sources' as kind,
    count(*) as rows
from core.source
union all
select
    'indicators',
    count(*)
from core.indicator
union all
select
    'administrative units',
    count(*)
from core.admin_unit
union all
select
    'observations',
    count(*)
from core.observation
where withdrawn_at is null
union all
select
    'comparisons',
    count(*)
from core.comparison
where withdrawn_at is null
union all
select
    'numbers printed in texts',
    count(*)
from core.mention
union all
select
    'rows rejected by their last load',
    coalesce(sum(rejected), 0)
from last_load
