-- 同一单元格多个报告的取舍次序 / In which order the reports of one cell come into question for the
-- views; the least goes first: census before official table, yearbook, code list and article, then
-- the narrower interval, then the later publication, then the earlier record.
create function mart.report_order(
    source_kind text, low numeric, high numeric, published_on date, observation_id bigint
)
returns numeric[]
language sql immutable
as $$
select array[
    coalesce(array_position(array['census', 'table', 'yearbook', 'code_list'], source_kind), 5),
    coalesce(high - low, 'infinity'),
    coalesce(cast(date '2200-01-01' - published_on as numeric), 'infinity'),
    observation_id
]
$$
