import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from minzheng import database


def test_migrations_build_the_schema(connection):
    assert database.differences(connection) == []


def test_every_constraint_is_named_by_the_convention(connection):
    names = connection.execute(
        text("""
            select conrelid::regclass::text, conname, contype::text
            from pg_constraint
            where
                connamespace in ('core'::regnamespace, 'ops'::regnamespace)
                and contype <> 'n'
                and conrelid <> 'ops.alembic_version'::regclass
        """)
    ).all()
    ends = {"p": "pkey", "f": "fkey", "u": "key", "c": "check", "x": "excl"}
    odd = [
        name
        for table, name, kind in names
        if not re.fullmatch(f"{table.split('.')[1]}(_.+)?_{ends[kind]}", name)
    ]
    assert names
    assert odd == []


def test_every_table_view_and_column_has_a_comment_in_both_languages(connection):
    comments = connection.execute(
        text("""
            with relation as (
                select oid, oid::regclass::text as name
                from pg_class
                where
                    relnamespace in (
                        'core'::regnamespace, 'ops'::regnamespace, 'mart'::regnamespace
                    )
                    and relkind in ('r', 'v')
                    and relname <> 'alembic_version'
            )
            select name, obj_description(oid, 'pg_class') from relation
            union all
            select name || '.' || attname, col_description(oid, attnum)
            from relation
            inner join pg_attribute on attrelid = oid and attnum > 0 and not attisdropped
        """)
    ).all()
    assert len(comments) > 600
    undescribed = [
        name for name, comment in comments if not re.search("[一-龥].* / .*[A-Za-z]", comment or "")
    ]
    assert undescribed == []


def version(unit, code, valid):
    return text(f"""
        insert into core.admin_unit_version (
            admin_unit_id, code, name, name_en, level, valid, precision
        )
        select admin_unit_id, '{code}', '某县', 'Some County', 'county', '{valid}', 'day'
        from core.admin_unit where key = '{unit}'
    """)


@pytest.fixture
def units(connection):
    connection.execute(
        text("insert into core.admin_unit (key, kind) values ('1', 'unit'), ('2', 'unit')")
    )
    return connection


def test_versions_of_a_unit_do_not_overlap(units):
    units.execute(version("1", "533321", "[1981-01-01,2016-06-16)"))
    units.execute(version("1", "533301", "[2016-06-16,)"))
    with pytest.raises(IntegrityError, match="admin_unit_version_admin_unit_id_valid_excl"):
        units.execute(version("1", "533302", "[2015-01-01,2016-01-01)"))


def test_a_code_belongs_to_one_unit_at_a_time(units):
    units.execute(version("1", "530127", "[1981-01-01,2016-01-01)"))
    units.execute(version("2", "530127", "[2018-01-01,)"))
    with pytest.raises(IntegrityError, match="admin_unit_version_code_valid_excl"):
        units.execute(version("1", "530127", "[2017-01-01,2019-01-01)"))
