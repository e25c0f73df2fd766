-- How many checks of an area have each verdict.
select
    area_code,
    verdict,
    count(*) as checks
from mart.rule_check
where area_code = any(:areas)
group by area_code, verdict
