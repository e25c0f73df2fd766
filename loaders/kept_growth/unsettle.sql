update core.indicator
set growth_settled = false
where indicator_id in (select indicator_id from touched_series)
