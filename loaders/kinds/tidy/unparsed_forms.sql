-- The forms of resolved rows whose figure has yet to be read.
select distinct
    printed,
    carried
from resolved_figure
where value is null
