-- Why a report is preferred where several report one cell.
select
    observation_id,
    reason,
    reason_en
from mart.acceptance
where area_code = any(:areas)
