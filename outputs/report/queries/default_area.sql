-- The area with the most indicators.
select area_code
from mart.reported
group by area_code
order by count(distinct indicator_code) desc, area_code
limit 1
