-- The series of settled indicators that a load touched: those of its observations, found by one
-- index for each condition, and those in which another observation is accepted than before.
create temp table touched_series on commit drop as
select touched.*
from (
    select
        indicator_id,
        admin_unit_id
    from core.observation
    where load_file_id = :load_file_id
    union
    select
        indicator_id,
        admin_unit_id
    from core.observation
    where withdrawn_at = now()
    union
    select
        rechosen.indicator_id,
        rechosen.admin_unit_id
    from
        unnest(cast(:indicator_ids as int[]), cast(:admin_unit_ids as int[]))
            as rechosen (indicator_id, admin_unit_id)
) as touched
inner join core.indicator on indicator.indicator_id = touched.indicator_id
where indicator.growth_settled
