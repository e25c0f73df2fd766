-- The relations of mart that can be read as tables, with what they hold in Chinese and English.
select
    relation.relation_name,
    relation.one_row,
    relation.one_row_en,
    relation.title,
    relation.description_en
from mart.relation
where relation.kind = 'view'
order by relation.relation_name
