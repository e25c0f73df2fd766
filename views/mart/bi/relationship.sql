-- 各关系如何连接 / How the relations of mart are joined, for tools in which one draws the joins by
-- hand: views have no foreign keys that a tool could read. Each column that holds a key of another
-- relation joins the two. The active joins make a star, from facts to dimensions, with one way from
-- each to the other; the rest are for those who need them. One row per join, from many rows to one.
create view mart.relationship as
with key (from_column, to_relation, to_column, preference) as (
    values
    ('area_code', 'area', 'area_code', 1),
    ('parent_code', 'area', 'area_code', 2),
    ('parent_code', 'program', 'program_code', 2),
    ('county_code', 'area', 'area_code', 2),
    ('prefecture_code', 'area', 'area_code', 3),
    ('province_code', 'area', 'area_code', 4),
    ('base_area_code', 'area', 'area_code', 2),
    ('other_area_code', 'area', 'area_code', 2),
    ('greatest_area_code', 'area', 'area_code', 1),
    ('least_area_code', 'area', 'area_code', 2),
    ('breakdown', 'breakdown', 'breakdown', 1),
    ('base_breakdown', 'breakdown', 'breakdown', 2),
    ('numerator_breakdown', 'breakdown', 'breakdown', 1),
    ('denominator_breakdown', 'breakdown', 'breakdown', 2),
    ('period_end', 'calendar', 'day', 1),
    ('indicator_code', 'indicator', 'indicator_code', 1),
    ('base_indicator_code', 'indicator', 'indicator_code', 2),
    ('numerator_code', 'indicator', 'indicator_code', 1),
    ('denominator_code', 'indicator', 'indicator_code', 2),
    ('metric_code', 'metric', 'metric_code', 1),
    ('program_code', 'program', 'program_code', 1),
    ('source_code', 'source', 'source_code', 1),
    ('next_source_code', 'source', 'source_code', 2),
    ('other_source_code', 'source', 'source_code', 2),
    ('numerator_source_code', 'source', 'source_code', 1),
    ('denominator_source_code', 'source', 'source_code', 2),
    ('unit', 'unit', 'unit', 1),
    ('change_unit', 'unit', 'unit', 2),
    ('printed_unit', 'unit', 'unit', 2),
    ('stated_unit', 'unit', 'unit', 3),
    ('observation_id', 'value', 'observation_id', 1),
    ('base_observation_id', 'value', 'observation_id', 2),
    ('numerator_observation_id', 'value', 'observation_id', 1),
    ('denominator_observation_id', 'value', 'observation_id', 2),
    ('denominator_first_observation_id', 'value', 'observation_id', 3),
    ('observation_id', 'reported', 'observation_id', 1),
    ('next_observation_id', 'reported', 'observation_id', 2),
    ('other_observation_id', 'reported', 'observation_id', 2)
),

-- Columns of such a name that hold something else as well: parents of another kind, the nation as a
-- word, what an alert is about, units of slopes, days beyond the calendar, reports of the past.
other (from_relation, from_column, to_relation) as (
    values
    ('area', 'parent_code', 'program'),
    ('contribution', 'parent_code', 'program'),
    ('program', 'parent_code', 'area'),
    ('analysis', 'area_code', 'area'),
    ('analysis', 'unit', 'unit'),
    ('alert', 'breakdown', 'breakdown'),
    ('alert', 'unit', 'unit'),
    ('implied_value', 'period_end', 'calendar'),
    ('history', 'observation_id', 'value'),
    ('reported', 'observation_id', 'value'),
    -- Not all of these were accepted.
    ('conflict', 'observation_id', 'value'),
    ('mention', 'observation_id', 'value'),
    ('suspect', 'observation_id', 'value')
),

-- Who leads to reported, where the rest lead to value.
report (from_relation) as (
    values ('acceptance'), ('conflict'), ('mention'), ('suspect'), ('value')
),

dimension (relation) as (
    values
    ('area'), ('breakdown'), ('calendar'), ('indicator'), ('metric'), ('program'), ('source'),
    ('unit')
),

one_to_one (from_relation, from_column) as (
    values
    ('acceptance', 'observation_id'),
    ('observation_wide', 'observation_id'),
    ('value', 'observation_id')
)

select
    cast(class.relname as text) as from_relation,
    key.from_column,
    key.to_relation,
    key.to_column,
    case
        when one_to_one.from_relation is null then 'many_to_one' else 'one_to_one'
    end as cardinality,
    class.relname not in (select relation from dimension)
    and key.to_relation in (select relation from dimension)
    and row_number() over (
        partition by class.relname, key.to_relation order by key.preference, key.from_column
    ) = 1 as is_active
from pg_class as class
inner join pg_attribute as attribute on attribute.attrelid = class.oid
inner join key on key.from_column = attribute.attname
left join one_to_one
    on
        one_to_one.from_relation = class.relname
        and one_to_one.from_column = key.from_column
where
    class.relnamespace = to_regnamespace('mart')
    and attribute.attnum > 0
    -- A key does not lead to itself.
    and (class.relname <> key.to_relation or key.from_column <> key.to_column)
    and not exists (
        select from other
        where
            other.from_relation = class.relname
            and other.from_column = key.from_column
            and other.to_relation = key.to_relation
    )
    and (
        key.to_relation <> 'reported' or class.relname in (select from_relation from report)
    )
order by from_relation, to_relation, key.preference, from_column
