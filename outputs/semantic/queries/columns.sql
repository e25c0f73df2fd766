-- The columns of the relations of mart, in their order.
select
    class.relname as relation_name,
    attribute.attname as column_name,
    format_type(attribute.atttypid, null) as data_type,
    col_description(class.oid, attribute.attnum) as description
from pg_class as class
inner join pg_attribute as attribute on attribute.attrelid = class.oid
where
    class.relnamespace = to_regnamespace('mart')
    and class.relkind in ('v', 'm', 'r')
    and attribute.attnum > 0
    and not attribute.attisdropped
order by class.relname, attribute.attnum
