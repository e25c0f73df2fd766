-- The indexes of observations that a load of many rows is better off without: not the primary key,
-- which other tables refer to, nor those of the few rows that are contested or withdrawn.
select
    cast(cast(pg_index.indexrelid as regclass) as text) as name,
    pg_get_indexdef(pg_index.indexrelid) as definition
from pg_index
inner join pg_class on pg_class.oid = pg_index.indexrelid
inner join pg_am on pg_am.oid = pg_class.relam
where
    pg_index.indrelid = cast('core.observation' as regclass)
    and not pg_index.indisprimary
    and pg_am.amname = 'btree'
    and coalesce(pg_get_expr(pg_index.indpred, pg_index.indrelid), 'accepted')
    in ('accepted', '(withdrawn_at IS NULL)')
order by name
