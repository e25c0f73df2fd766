-- 更新一张表的统计信息（供不是所有者的装载者使用） / Brings the statistics of a table up to date,
-- by which queries are planned, and lets its indexes of ranges of pages know the pages that were
-- added: for loaders, who do not own it. Without columns, those of all.
create function core.analyze_table(relation text, columns text[] default '{}')
returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    found record;
    index_oid oid;
begin
    select
        pg_class.oid,
        format('%I.%I', nspname, relname) as name
    into strict found
    from pg_class
    inner join pg_namespace on pg_namespace.oid = relnamespace
    where
        pg_class.oid = to_regclass(relation)
        and relkind = 'r'
        and nspname in ('core', 'ops', 'calc');
    execute format(
        'analyze %s %s',
        found.name,
        (select '(' || string_agg(quote_ident(name), ', ') || ')' from unnest(columns) as name)
    );
    for index_oid in
        select indexrelid
        from pg_index
        inner join pg_class on pg_class.oid = indexrelid
        inner join pg_am on pg_am.oid = relam
        where indrelid = found.oid and amname = 'brin'
    loop
        perform brin_summarize_new_values(index_oid);
    end loop;
end
$$;

revoke all on function core.analyze_table(text, text[]) from public;
