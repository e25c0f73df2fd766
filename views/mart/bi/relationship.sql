-- 各关系如何连接 / How the relations of mart are joined, for tools in which one draws the joins by hand:
-- views have no foreign keys that a tool could read. One row per join, from many rows to one.
create view mart.relationship as
select
    fact.from_relation,
    dimension.from_column,
    dimension.to_relation,
    dimension.to_column
from (
    values
    ('value', array['area', 'breakdown', 'calendar', 'indicator', 'program', 'source', 'unit']),
    ('reported', array['area', 'breakdown', 'calendar', 'indicator', 'program', 'source', 'unit']),
    ('growth', array['area', 'breakdown', 'calendar', 'indicator', 'program', 'unit', 'value']),
    ('metric_value', array['area', 'calendar', 'metric', 'program', 'unit']),
    ('rollup', array['area', 'breakdown', 'calendar', 'indicator', 'unit']),
    ('completeness', array['area', 'indicator', 'program']),
    ('alert', array['area', 'calendar', 'program']),
    ('rule_check', array['area', 'calendar']),
    ('comparison_check', array['area', 'breakdown', 'calendar', 'indicator', 'source', 'unit']),
    ('mention', array['source']),
    ('indicator', array['program', 'unit']),
    ('metric', array['program', 'unit'])
) as fact (from_relation, dimensions)
inner join (
    values
    ('area_code', 'area', 'area_code'),
    ('breakdown', 'breakdown', 'breakdown'),
    ('period_end', 'calendar', 'day'),
    ('indicator_code', 'indicator', 'indicator_code'),
    ('metric_code', 'metric', 'metric_code'),
    ('program_code', 'program', 'program_code'),
    ('source_code', 'source', 'source_code'),
    ('unit', 'unit', 'unit'),
    ('observation_id', 'value', 'observation_id')
) as dimension (from_column, to_relation, to_column)
    on dimension.to_relation = any(fact.dimensions)
