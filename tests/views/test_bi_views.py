from sqlalchemy import text


def test_every_join_that_is_listed_finds_exactly_one_row(bundled):
    joins = bundled.execute(text("select * from mart.relationship")).all()
    assert len(joins) > 40
    for many, column, one, key in joins:
        distinct = text(f"select count(*) = count(distinct {key}) from mart.{one}")
        assert bundled.execute(distinct).scalar_one(), one
        orphans = text(f"""
            select count(*) from mart.{many}
            where {column} is not null and {column} not in (select {key} from mart.{one})
        """)
        assert bundled.execute(orphans).scalar_one() == 0, (many, one)


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
