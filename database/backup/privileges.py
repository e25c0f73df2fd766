"""Who may do what in a database, as statements that a restore executes again."""

from collections.abc import Sequence
from contextlib import suppress

from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from ..role_rights import KINDS, READER
from ..roles import close_to_public, exists, let_connect
from .backup_manifest import GrantedRole

# Every right that somebody other than the owner has on a schema, relation, column or function of
# ours, or will have on those to come, as a statement.
GRANTS = """
    with ours as (
        select oid as schema_oid, nspname as schema_name, nspowner, nspacl
        from pg_namespace
        where nspname in ('core', 'ops', 'calc', 'mart')
    ),

    given as (
        select
            1 as place,
            'schema ' || quote_ident(schema_name) as what,
            nspowner as owner,
            nspacl as acl,
            null as column_name
        from ours
        union all
        select
            2,
            format(
                '%s %I.%I',
                case relkind when 'S' then 'sequence' else 'table' end,
                schema_name,
                relname
            ),
            relowner,
            relacl,
            null
        from ours
        inner join pg_class on relnamespace = schema_oid
        where relkind in ('r', 'p', 'v', 'm', 'S')
        union all
        select 3, format('table %I.%I', schema_name, relname), relowner, attacl, attname::text
        from ours
        inner join pg_class on relnamespace = schema_oid
        inner join pg_attribute on attrelid = pg_class.oid
        where attnum > 0 and not attisdropped
        union all
        select
            4,
            format(
                'function %I.%I(%s)',
                schema_name, proname, pg_get_function_identity_arguments(pg_proc.oid)
            ),
            proowner,
            proacl,
            null
        from ours
        inner join pg_proc on pronamespace = schema_oid
    )

    select
        format(
            'grant %s%s on %s to %s%s',
            privilege_type,
            ' (' || quote_ident(column_name) || ')',
            what,
            coalesce(quote_ident(pg_get_userbyid(nullif(grantee, 0))), 'public'),
            case when is_grantable then ' with grant option' else '' end
        )
    from given
    cross join aclexplode(acl)
    where
        grantee <> owner
        -- What everybody has anyway.
        and not (grantee = 0 and place = 4)
    order by place, what, column_name, grantee, privilege_type
"""
DEFAULTS = """
    select
        format(
            'alter default privileges in schema %I grant %s on %s to %s',
            nspname,
            privilege_type,
            case defaclobjtype
                when 'f' then 'functions'
                when 'S' then 'sequences'
                else 'tables'
            end,
            coalesce(quote_ident(pg_get_userbyid(nullif(grantee, 0))), 'public')
        )
    from pg_default_acl
    inner join pg_namespace on pg_namespace.oid = defaclnamespace
    cross join aclexplode(defaclacl)
    where
        nspname in ('core', 'ops', 'calc', 'mart')
        and grantee <> defaclrole
    order by nspname, defaclobjtype, privilege_type, grantee
"""
# Those who have any of these rights, then those who are members of them and may connect: groups
# are of the whole server, and their other members of other databases.
ROLES = """
    with given as (
        select grantee as oid
        from pg_namespace
        cross join aclexplode(nspacl)
        where nspname in ('core', 'ops', 'calc', 'mart') and grantee <> nspowner
    ),

    member as (
        select
            member as oid,
            array_agg(roleid::regrole::text order by roleid::regrole::text) as member_of
        from pg_auth_members
        where
            roleid in (select oid from given)
            and has_database_privilege(member, current_database(), 'connect')
        group by member
    )

    select
        rolname,
        rolcanlogin,
        rolconnlimit,
        coalesce(
            (
                select setconfig
                from pg_db_role_setting
                where setrole = pg_roles.oid and setdatabase = 0
            ),
            '{}'
        ),
        coalesce(member.member_of, '{}')
    from pg_roles
    left join member using (oid)
    where
        not rolsuper
        and (member.oid is not null or oid in (select oid from given))
        -- Who made a group is a member of it.
        and rolname <> current_user
    order by member.oid is not null, rolname
"""
NEW_ROLE = "create role {role} {login} connection limit {limit}"


def grants(connection: Connection) -> tuple[str, ...]:
    """The rights of others on what is ours, as statements."""
    return tuple(row[0] for query in (GRANTS, DEFAULTS) for row in connection.execute(text(query)))


def roles(connection: Connection) -> tuple[GrantedRole, ...]:
    """The roles that have such rights."""
    found = connection.execute(text(ROLES))
    return tuple(
        GrantedRole(name, login, limit, tuple(sets), tuple(groups))
        for name, login, limit, sets, groups in found
    )


def give_again(
    connection: Connection, wanted: Sequence[GrantedRole], statements: Sequence[str]
) -> list[str]:
    """Create the roles that are not there, and give all of them their rights; notes for the user.

    New ones have no password yet.
    """
    notes = []
    for role in wanted:
        if not exists(connection, role.name):
            _create(connection, role)
            if role.may_log_in:
                kind = _kind(role)
                notes.append(
                    f"The role {role.name} is new here, and has no password:"
                    f" minzheng grant {kind} --name {role.name}"
                )
        for group in role.member_of:
            names = {"group": Identifier(group), "role": Identifier(role.name)}
            _run(connection, SQL("grant {group} to {role}").format(**names).as_string())
        if role.may_log_in:
            let_connect(connection, role.name)
    for statement in statements:
        _run(connection, statement)
    # Of the database, which is another: what no reader should have.
    return notes + (close_to_public(connection) if wanted else [])


def _create(connection: Connection, role: GrantedRole) -> None:
    login = SQL("login") if role.may_log_in else SQL("nologin")
    names = {"role": Identifier(role.name), "login": login, "limit": Literal(role.connection_limit)}
    _run(connection, SQL(NEW_ROLE).format(**names).as_string())
    for setting in role.settings:
        name, _, value = setting.partition("=")
        change = SQL("alter role {} set {} = {}").format(
            Identifier(role.name), Identifier(name), Literal(value)
        )
        # Some only a superuser may set; minzheng grant says so.
        with suppress(ProgrammingError), connection.begin_nested():
            _run(connection, change.as_string())


def _kind(role: GrantedRole) -> str:
    """The kind of role that a login has: that of its group."""
    kinds = [kind.name for kind in KINDS.values() if kind.group in role.member_of]
    return kinds[0] if kinds else READER.name


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
