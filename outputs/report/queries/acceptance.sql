-- Why the accepted report of a cell was chosen, where several sources report the cell.
select
    observation_id,
    reason,
    reason_en
from mart.acceptance
where area_code = any(:areas)
