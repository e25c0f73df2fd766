from sqlalchemy import text


def test_every_join_that_is_listed_finds_exactly_one_row(bundled):
    joins = bundled.execute(
        text("select from_relation, from_column, to_relation, to_column from mart.relationship")
    ).all()
    assert len(joins) > 150
    for many, column, one, key in joins:
        distinct = text(f"select count(*) = count(distinct {key}) from mart.{one}")
        assert bundled.execute(distinct).scalar_one(), one
        orphans = text(f"""
            select count(*) from mart.{many}
            where {column} is not null and {column} not in (select {key} from mart.{one})
        """)
        assert bundled.execute(orphans).scalar_one() == 0, (many, one)


def test_a_join_of_one_to_one_is_so_from_both_sides(bundled):
    joins = bundled.execute(
        text("select * from mart.relationship where cardinality = 'one_to_one'")
    ).all()
    assert len(joins) > 2
    for join in joins:
        query = f"select count(*) = count(distinct {join.from_column}) from mart."
        assert bundled.execute(text(query + join.from_relation)).scalar_one(), join


def test_the_active_joins_are_a_star(bundled):
    active = bundled.execute(
        text("select from_relation, to_relation from mart.relationship where is_active")
    ).all()
    assert len({*active}) == len(active)
    assert {one.from_relation for one in active} & {one.to_relation for one in active} == set()
    facts = {one.from_relation for one in active}
    assert facts >= {"value", "growth", "ranking", "trend", "outlier", "suspect", "conflict"}


def test_whatever_names_a_dimension_has_a_join_to_it(bundled):
    """A relation that gets a column with a code later is joined too, or is said not to be."""
    missing = """
        select class.relname, attribute.attname
        from pg_class as class
        inner join pg_attribute as attribute on attribute.attrelid = class.oid
        where
            class.relnamespace = 'mart'::regnamespace
            and attribute.attname ~ '(area|indicator|metric|program|source)_code$'
            and attribute.attnum > 0
            and class.relname || '_code' <> attribute.attname
        except
        select from_relation, from_column from mart.relationship
    """
    assert bundled.execute(text(missing)).all() == [("analysis", "area_code")]


def test_the_list_of_relations_has_each_with_what_a_row_is_in_both_languages(bundled):
    rows = bundled.execute(text("select * from mart.relation")).mappings().all()
    known = """
        select relname from pg_class where relnamespace = 'mart'::regnamespace and relkind = 'v'
        union
        select proname from pg_proc where pronamespace = 'mart'::regnamespace
    """
    assert {row["relation_name"] for row in rows} == {*bundled.execute(text(known)).scalars()}
    assert [dict(row) for row in rows if None in row.values()] == []
    assert all(row["one_row_en"].isascii() and not row["one_row"].isascii() for row in rows)
    assert all("/" not in row["description_en"][-10:] for row in rows)


def test_counts_are_integers_that_every_driver_reads_as_numbers(bundled):
    wide = """
        select table_name, column_name from information_schema.columns
        where table_schema = 'mart' and data_type = 'bigint'
    """
    assert bundled.execute(text(wide)).all() == []


def test_the_wide_relations_say_why_a_value_is_doubtful(bundled):
    doubts = bundled.execute(
        text("select doubt, doubt_en, in_conflict, observation_id from mart.observation_wide")
    ).all()
    assert {one.in_conflict for one in doubts if one.doubt is None} == {False}
    of_conflicts = [one for one in doubts if one.in_conflict]
    assert all("来源相互矛盾" in one.doubt for one in of_conflicts)
    assert all("sources contradict" in one.doubt_en for one in of_conflicts)
    failed = {*bundled.execute(
        text("select observation_id from mart.rollup where verdict = 'fails'")
    ).scalars()}  # fmt: skip
    assert failed == {one.observation_id for one in doubts if "下级之和" in (one.doubt or "")}
    suspected = bundled.execute(
        text("select observation_id from mart.suspect where observation_id is not null")
    )
    assert {*suspected.scalars()} == {
        one.observation_id for one in doubts if "疑为" in (one.doubt or "")
    }


def test_a_metric_has_the_doubts_of_both_its_figures_and_the_weaker_authority(bundled):
    differing = """
        select metric.metric_code
        from mart.metric_wide as metric
        inner join mart.observation_wide as numerator
            on numerator.observation_id = metric.numerator_observation_id
        inner join mart.observation_wide as denominator
            on denominator.observation_id = metric.denominator_observation_id
        inner join mart.metric_value as computed
            on
                computed.metric_code = metric.metric_code
                and computed.numerator_observation_id = metric.numerator_observation_id
        where
            (metric.doubt is null)
            <> (coalesce(numerator.doubt, denominator.doubt) is null and not computed.exceeds_whole)
            or (metric.doubt is null) <> (metric.doubt_en is null)
            or (metric.authority = 'official')
            <> (numerator.authority = 'official' and denominator.authority = 'official')
    """
    assert bundled.execute(text(differing)).all() == []
    some = bundled.execute(text("select count(doubt) from mart.metric_wide")).scalar_one()
    assert some > 100


def test_the_wide_relations_have_each_row_of_the_narrow_ones_once(bundled):
    for wide, narrow in (("observation_wide", "value"), ("metric_wide", "metric_value")):
        counts = f"""
            select
                (select (count(*), sum(value::numeric)) from mart.{wide})
                = (select (count(*), sum(value::double precision::numeric)) from mart.{narrow})
        """
        assert bundled.execute(text(counts)).scalar_one(), wide


def test_tools_find_numbers_dates_and_plain_names_in_the_wide_relations(bundled):
    columns = bundled.execute(
        text("""
            select attname, atttypid::regtype::text as kind
            from pg_attribute
            where attrelid in ('mart.observation_wide'::regclass, 'mart.metric_wide'::regclass)
                and attnum > 0
        """)
    ).all()
    kinds = {column.attname: column.kind for column in columns}
    assert all(name.isascii() and name == name.lower() for name in kinds)
    assert "numeric" not in kinds.values()
    assert (kinds["value"], kinds["year"]) == ("double precision", "integer")
    assert {kinds[name] for name in ("period_start", "period_end", "published_on")} == {"date"}


def test_the_calendar_has_no_gap(bundled):
    gaps = """
        select
            count(*) - (max(day) - min(day) + 1),
            min(day) <= (select min(period_end) from mart.value)
        from mart.calendar
    """
    assert bundled.execute(text(gaps)).one() == (0, True)


def test_an_area_lies_in_the_same_units_in_both_ways_of_asking(bundled):
    differing = """
        select area_code, province_code, prefecture_code, county_code, county_name from mart.area
        except
        select area_code, province_code, prefecture_code, county_code, county_name
        from calc.area_location
    """
    assert bundled.execute(text(differing)).all() == []
