select * from mart.metric
order by metric_code
