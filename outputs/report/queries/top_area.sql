-- The area above all others that has the most figures.
select reported.area_code
from mart.reported
inner join mart.area on area.area_code = reported.area_code
where area.parent_code is null and area.area_level <> 'set'
group by reported.area_code
order by count(*) desc, reported.area_code asc
limit 1
