-- The members of all dimensions by their names.
select
    dimension_code as dimension,
    code,
    name
from core.member
