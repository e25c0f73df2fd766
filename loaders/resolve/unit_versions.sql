-- The versions of the units that have a code of six digits, each with every name of its parent.
select distinct
    version.code,
    version.name,
    version.admin_unit_id as unit,
    parent.name as parent,
    version.level,
    lower(version.valid) as since,
    upper(version.valid) as until
from core.admin_unit_version as version
left join core.admin_unit_version as parent on parent.admin_unit_id = version.parent_id
where length(version.code) = 6
