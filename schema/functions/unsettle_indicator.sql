-- 指标种类改变时，其增长须重新计算 / The growth of an indicator is no longer what is kept once its
-- kind changes.
create function core.unsettle_indicator() returns trigger language plpgsql as $$
begin
    new.growth_settled := false;
    return new;
end
$$;

create trigger indicator_growth
before update of kind on core.indicator
for each row when (new.kind <> old.kind) execute function core.unsettle_indicator();

alter table core.indicator enable always trigger indicator_growth;
