-- How the relations of mart are joined.
select
    relationship.from_relation,
    relationship.from_column,
    relationship.to_relation,
    relationship.to_column,
    relationship.cardinality,
    relationship.is_active
from mart.relationship
order by
    relationship.from_relation,
    relationship.from_column,
    relationship.to_relation
