import csv

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from minzheng import views
from minzheng.database import replaceable
from minzheng.database.definitions import SqlDefinition, definitions
from minzheng.views.columns import dictionary, keys, meaning

REPORTED = """
    observation_id source_code source_title publisher published_on locator printed program_code
    indicator_code indicator_name indicator_name_en area_code area_name area_level breakdown
    period_start period_end period_label basis value low high qualifier unit status accepted
    recorded_at
"""
CONTRACT = {
    "reported": REPORTED,
    "value": """
        program_code indicator_code indicator_name indicator_name_en area_code area_name area_level
        breakdown period_start period_end period_label basis value low high unit source_code
        source_count in_conflict
    """,
    "growth": """
        indicator_code area_code breakdown period_start period_end value base_period_start
        base_period_end base_value change growth_pct growth_pct_low growth_pct_high
        annual_growth_pct sign_certain
    """,
    "metric_value": """
        metric_code metric_name metric_name_en area_code area_name period_start period_end numerator
        denominator denominator_period_start denominator_period_end value low high unit
    """,
    "comparison_check": """
        source_code locator printed indicator_code area_code breakdown period_start period_end
        base_period_start base_period_end stated stated_low stated_high computed computed_low
        computed_high verdict implied_base implied_base_low implied_base_high
    """,
    "rule_check": """
        rule_code rule_name area_code period_start period_end left_value right_value difference
        verdict message
    """,
    "mention": """
        source_code char_start char_end printed disposition reason observation_id comparison_id
    """,
    "source": """
        source_code title publisher authors published_on published_precision kind language address
        sha256 observation_count
    """,
    "area": """
        area_code area_name area_level province_code province_name prefecture_code prefecture_name
        county_code county_name in_force valid_to
    """,
    "indicator": "indicator_code indicator_name indicator_name_en definition program_code unit",
    "program": "program_code program_name program_name_en parent_code depth",
    "member": "member_key dimension_code member_code member_name member_name_en",
    "unit": "unit unit_name unit_name_en",
    "metric": "metric_code metric_name metric_name_en definition unit",
}


@pytest.mark.parametrize("relation", CONTRACT)
def test_a_relation_of_the_contract_has_its_columns(connection, relation):
    columns = connection.execute(text(f"select * from mart.{relation} limit 0")).keys()
    assert set(CONTRACT[relation].split()) <= set(columns)


def test_dates_are_dates_and_figures_numeric(connection):
    types = connection.execute(
        text("""
            select attname, atttypid::regtype::text
            from pg_attribute
            where attrelid in ('mart.value'::regclass, 'mart.growth'::regclass) and attnum > 0
        """)
    )
    wanted = {"period_start": "date", "period_end": "date", "value": "numeric", "low": "numeric"}
    assert all(kind == wanted.get(name, kind) for name, kind in types)


def test_no_drift_after_upgrade(connection):
    assert replaceable.drift(connection) == []


def test_an_edited_view_drifts(connection):
    connection.execute(text("drop view mart.mention"))
    connection.execute(text("create view mart.mention as select 1 as one"))
    assert replaceable.drift(connection) == ["mart.mention"]


def test_an_edited_comment_on_a_column_drifts(connection):
    connection.execute(text("comment on column mart.mention.reason is '别的 / Another'"))
    assert replaceable.drift(connection) == ["mart.mention"]


def test_an_edited_function_drifts(connection):
    connection.execute(
        text("""
            create or replace function calc.compared(kind text, subject numeric, base numeric)
            returns numeric language sql as 'select 1.0'
        """)
    )
    assert replaceable.drift(connection) == ["calc.compared"]


def test_an_orphan_of_an_older_release_drifts_and_is_dropped(connection):
    connection.execute(text("create view mart.gone as select 1 as one"))
    comment = "旧视图 / Of an older release (views/mart/figures/gone.sql)"
    connection.execute(text(f"comment on view mart.gone is '{comment}'"))
    assert replaceable.drift(connection) == ["mart.gone"]
    with replaceable.replaced(connection):
        pass
    assert replaceable.drift(connection) == []


def test_a_view_of_the_user_is_left_alone(connection):
    connection.execute(text("create view mart.mine as table core.source"))
    assert replaceable.drift(connection) == []
    with replaceable.replaced(connection):
        pass
    assert connection.execute(text("select count(*) from mart.mine")).scalar() == 0


def test_a_view_built_on_ours_stops_the_rebuild_by_name(connection):
    connection.execute(text("create view public.mine as table mart.value"))
    with pytest.raises(InternalError, match=r"view public\.mine depends on view"):
        replaceable.drop_views(connection)


def test_grants_survive_a_rebuild(connection):
    connection.execute(text("grant select on mart.reported to public"))
    with replaceable.replaced(connection):
        pass
    granted = "select has_table_privilege('pg_monitor', 'mart.reported', 'select')"
    assert connection.execute(text(granted)).scalar()


COLUMN_GRANTS = """
    select privilege_type, is_grantable
    from information_schema.column_privileges
    where
        grantee = 'pg_monitor' and table_name = 'growth' and column_name = 'area_name'
    order by privilege_type
"""


def test_grants_on_single_columns_survive_a_rebuild(connection):
    connection.execute(text("grant select (area_name) on mart.growth to pg_monitor"))
    connection.execute(
        text("grant update (area_name) on mart.growth to pg_monitor with grant option")
    )
    with replaceable.replaced(connection):
        pass
    granted = connection.execute(text(COLUMN_GRANTS)).all()
    assert granted == [("SELECT", "NO"), ("UPDATE", "YES")]


def test_a_grant_on_a_column_that_is_no_more_stops_no_rebuild(connection):
    definition = text("select pg_get_viewdef('mart.unit'::regclass)")
    query = connection.execute(definition).scalar_one().rstrip(";")
    more = f"create or replace view mart.unit as select u.*, 1 as more from ({query}) as u"
    connection.execute(text(more))
    connection.execute(text("grant select (more) on mart.unit to pg_monitor"))
    with replaceable.replaced(connection):
        pass
    assert replaceable.drift(connection) == []


def columns(connection):
    """The names of all columns of mart, by relation; those of the tables that functions return."""
    return connection.execute(
        text("""
            select relname, attname from pg_class
            inner join pg_attribute on attrelid = pg_class.oid and attnum > 0
            where
                relnamespace = any('{mart,calc}'::regnamespace[])
                and relkind in ('r', 'v')
                and relname !~ '_computed$'
            union all
            select proname, argument.name from pg_proc
            cross join unnest(proargnames, proargmodes) as argument (name, mode)
            where pronamespace = any('{mart,calc}'::regnamespace[]) and argument.mode = 't'
            union all
            select proname, attname from pg_proc
            inner join pg_class on reltype = prorettype
            inner join pg_attribute on attrelid = pg_class.oid and attnum > 0
            where pronamespace = any('{mart,calc}'::regnamespace[])
        """)
    ).all()


def test_every_column_of_a_function_has_a_meaning(connection):
    assert [column for column in columns(connection) if not meaning(*column)] == []


def test_every_line_of_the_dictionary_is_used(connection):
    used = {
        next(key for key in keys(*column) if key in dictionary()) for column in columns(connection)
    }
    assert dictionary().keys() - used == set()


def test_the_dictionary_says_nothing_twice_and_is_sorted():
    with open(f"{views.__path__[0]}/columns.csv", encoding="utf-8", newline="") as file:
        lines = [(line["column"], line["relation"]) for line in csv.DictReader(file)]
    assert lines == sorted(lines)
    assert len(dictionary()) == sum(len(relation.split("|")) for _column, relation in lines)


def test_a_view_with_an_unknown_column_is_refused(connection, monkeypatch):
    sql = "-- 新 / New\ncreate view mart.mention as select 1 as never_heard_of"
    file = "views/mart/figures/mention.sql"
    monkeypatch.setitem(definitions(), "mart.mention", SqlDefinition(file, sql))
    refused = r"does not say what mention\.never_heard_of is"
    with (
        pytest.raises(replaceable.BadDefinition, match=refused),
        replaceable.replaced(connection),
    ):
        pass
