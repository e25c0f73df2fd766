-- Delete the growth that touched series no longer have, and what differs now; rows that are equal
-- are not written again.
delete from core.growth
using touched_series
where
    growth.indicator_id = touched_series.indicator_id
    and growth.admin_unit_id = touched_series.admin_unit_id
    and not exists (
        select
        from computed_growth
        where
            computed_growth.observation_id = growth.observation_id
            and row(computed_growth.*) is not distinct from row(growth.*)
    )
