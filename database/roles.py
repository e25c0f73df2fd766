"""The roles of others: what each kind may do, and how it is made.

A reader reads mart and nothing else. A modeller, such as dbt, also has a schema of its own name in
which it makes what it likes, and temporary tables.
"""

import secrets
from collections.abc import Mapping
from typing import Any, LiteralString, cast

import psycopg
from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import Connection

from ..errors import MinzhengError

ROLE = "minzheng_reader"
MODELLER = "minzheng_modeller"

# Defaults of its sessions. A session may change them: the grants are what protects the data.
SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    # Tools cast days to moments and back; in another zone some come back as the day before.
    "timezone": "UTC",
    "search_path": "mart",
}
MODELLER_SETTINGS = SETTINGS | {
    "default_transaction_read_only": "off",
    # Models are made from whole relations.
    "statement_timeout": "10min",
}
CONNECTIONS = 20

RIGHTS: tuple[LiteralString, ...] = (
    "revoke all on schema core, ops, mart, calc from {role}",
    "revoke all on all tables in schema core, ops, mart, calc from {role}",
    "grant connect on database {database} to {role}",
    "grant usage on schema mart, calc to {role}",
    "grant select on all tables in schema mart, calc to {role}",
    "grant execute on all functions in schema mart, calc to {role}",
    # Every migration makes the views anew, and a later release has more of them.
    "alter default privileges for role {owner} in schema mart, calc"
    " grant select on tables to {role}",
    "alter default privileges for role {owner} in schema mart, calc"
    " grant execute on functions to {role}",
)

# Who makes a schema for a role must be able to act as that role.
OWN_SCHEMA: tuple[LiteralString, ...] = (
    "grant {role} to {user}",
    "create schema if not exists {role} authorization {role}",
    "revoke {role} from {user}",
    "grant temporary on database {database} to {role}",
)

# With these functions anybody could fill the disk of a database in which they may write nothing,
# or hold the locks that loads and migrations wait for.
OWNERS_ALONE = """
    pronamespace = 'pg_catalog'::regnamespace
    and proname ~ '^(lo_creat|lo_create|lo_from_bytea|pg_logical_emit_message|pg_.*advisory.*)$'
"""
TO_OWNERS_ALONE: LiteralString = """do $$
declare
    one regprocedure;
begin
    for one in
        select oid from pg_proc
        where
            pronamespace = 'pg_catalog'::regnamespace
            and proname
            ~ '^(lo_creat|lo_create|lo_from_bytea|pg_logical_emit_message|pg_.*advisory.*)$'
    loop
        execute format('revoke execute on function %s from public', one);
        execute format('grant execute on function %s to %I', one, {owner});
    end loop;
end $$"""

# Rights that PostgreSQL grants to PUBLIC, so that no single role can be denied them: whether PUBLIC
# has the right, whether this user can revoke it without harm to others, and how.
PUBLIC_RIGHTS: tuple[tuple[str, str, LiteralString], ...] = (
    (
        "select has_database_privilege('public', current_database(), 'temporary')",
        "select pg_has_role(datdba, 'usage') from pg_database where datname = current_database()",
        "revoke temporary on database {database} from public",
    ),
    (
        "select has_schema_privilege('public', to_regnamespace('public')::oid, 'usage')",
        """
        select pg_has_role(nspowner, 'usage') and not exists (
            select from pg_depend
            where refclassid = 'pg_namespace'::regclass and refobjid = pg_namespace.oid
        )
        from pg_namespace
        where nspname = 'public'
        """,
        "revoke all on schema public from public",
    ),
    (
        "select coalesce(bool_or(has_function_privilege('public', oid, 'execute')), false)"
        f" from pg_proc where {OWNERS_ALONE}",
        # Nobody else's program may need them here.
        """
        select
            rolsuper
            and not exists (select from pg_largeobject_metadata)
            and not exists (
                select from pg_namespace
                where nspname !~ '^pg_' and nspname <> all(
                    array['core', 'ops', 'calc', 'mart', 'public', 'information_schema']
                )
            )
        from pg_roles
        where rolname = current_user
        """,
        TO_OWNERS_ALONE,
    ),
)

# Why an existing role must not become a reader.
UNFIT = """
    select case
        when rolname = current_user then 'is the user of this command'
        when rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
            then 'may do more than read'
        when exists (select from pg_auth_members where member = pg_roles.oid)
            then 'is a member of other roles'
        when exists (
            select from pg_shdepend
            where
                refclassid = 'pg_authid'::regclass and refobjid = pg_roles.oid and deptype = 'o'
                and not %(may_own)s
        ) then 'owns something'
    end
    from pg_roles
    where rolname = %(name)s
"""
OWNER = """
    select pg_get_userbyid(nspowner), pg_has_role(nspowner, 'usage')
    from pg_namespace
    where nspname = 'mart'
"""
MAY_CREATE_ROLES = """
    select current_user, rolsuper or rolcreaterole from pg_roles where rolname = current_user
"""


class NotGranted(MinzhengError):
    """The role cannot be made a reader; the message says why, and what to do."""


def exists(connection: Connection, name: str = ROLE) -> bool:
    """Whether there is a role of that name."""
    query = "select from pg_roles where rolname = %(name)s"
    return connection.exec_driver_sql(query, {"name": name}).first() is not None


def new_password() -> str:
    """A random password."""
    return secrets.token_urlsafe(24)


def grant(connection: Connection, name: str = ROLE, password: str | None = None) -> list[str]:
    """Create a role that reads mart, or bring one up to date.

    Returns notes on rights of PUBLIC: what was revoked, and what somebody else must revoke. Raises
    NotGranted.
    """
    return _grant(connection, name, password, SETTINGS, has_schema=False)


def grant_modeller(
    connection: Connection, name: str = MODELLER, password: str | None = None
) -> list[str]:
    """Create a role that reads mart and has a schema of its name, or bring one up to date.

    Returns notes, as ``grant`` does. Raises NotGranted.
    """
    notes = _grant(connection, name, password, MODELLER_SETTINGS, has_schema=True)
    user = connection.exec_driver_sql("select current_user").scalar_one()
    parts = {"role": Identifier(name), "user": Identifier(user), "database": _database(connection)}
    for statement in OWN_SCHEMA:
        _run(connection, statement, **parts)
    path: LiteralString = "alter role {role} set search_path = {role}, mart"
    _run(connection, path, role=Identifier(name))
    return notes


def _grant(
    connection: Connection,
    name: str,
    password: str | None,
    settings: Mapping[str, str],
    *,
    has_schema: bool,
) -> list[str]:
    owner = _owner(connection)
    _create(connection, name, has_schema=has_schema)
    if password is not None:
        secret = _encrypted(connection, name, password)
        change: LiteralString = "alter role {role} password {secret}"
        _run(connection, change, role=Identifier(name), secret=secret)
    for setting, value in settings.items():
        names = {"role": Identifier(name), "setting": Identifier(setting), "value": Literal(value)}
        _run(connection, "alter role {role} set {setting} = {value}", **names)
    parts = {"role": Identifier(name), "owner": Identifier(owner)}
    for right in RIGHTS:
        _run(connection, right, database=_database(connection), **parts)
    return close_to_public(connection)


def let_connect(connection: Connection, name: str) -> None:
    """Let a role connect to this database."""
    statement: LiteralString = "grant connect on database {database} to {role}"
    _run(connection, statement, role=Identifier(name), database=_database(connection))


def close_to_public(connection: Connection) -> list[str]:
    """Revoke what PUBLIC may do and no reader should; notes for the user. Raises NotGranted."""
    owner = _owner(connection)
    notes = [_revoke_from_public(connection, owner, *right) for right in PUBLIC_RIGHTS]
    return [note for note in notes if note]


def _owner(connection: Connection) -> str:
    """The owner of mart. Raises NotGranted unless this user has the rights of the owner."""
    found = connection.exec_driver_sql(OWNER).first()
    if found is None:
        raise NotGranted("There is no schema mart yet. Make it with: minzheng migrate")
    if not found[1]:
        raise NotGranted(f"Only {found[0]}, who owns the schema mart, or a superuser can do this")
    return str(found[0])


def _create(connection: Connection, name: str, *, has_schema: bool) -> None:
    """Create the role. Raises NotGranted for an existing one that must not become such a role."""
    user, may = connection.exec_driver_sql(MAY_CREATE_ROLES).one()
    if not may:
        raise NotGranted(f"{user} may not create roles. Run this as a user who may")
    if not exists(connection, name):
        _run(connection, "create role {role}", role=Identifier(name))
    elif reason := _unfit(connection, name, has_schema):
        raise NotGranted(f"The role {name} {reason}: choose another with --name")
    login = "alter role {role} login connection limit {limit}"
    _run(connection, login, role=Identifier(name), limit=Literal(CONNECTIONS))


def _unfit(connection: Connection, name: str, has_schema: bool) -> str | None:
    """Why a role that is there must not become a reader, or one that has a schema too."""
    names = {"name": name, "may_own": has_schema}
    return connection.exec_driver_sql(UNFIT, names).scalar_one()  # type: ignore[no-any-return]


def _encrypted(connection: Connection, name: str, password: str) -> Literal:
    """The password as the server stores it, so that no log of statements shows it."""
    driver = cast(psycopg.Connection[Any], connection.connection.driver_connection)
    kept = driver.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    return Literal(kept.decode())


def _revoke_from_public(
    connection: Connection, owner: str, has: str, harmless: str, revoke: LiteralString
) -> str | None:
    """Revoke a right from PUBLIC, if it has the right; a note for the user."""
    if not connection.exec_driver_sql(has).scalar():
        return None
    parts = {"database": _database(connection), "owner": Literal(owner)}
    command = " ".join(SQL(revoke).format(**parts).as_string().split())
    if not connection.exec_driver_sql(harmless).scalar():
        return f"PUBLIC has a right that a reader should not have. To revoke it: {command}"
    connection.exec_driver_sql(command, execution_options={"no_parameters": True})
    return f"Revoked a right that PUBLIC had: {command}"


def _database(connection: Connection) -> Identifier:
    return Identifier(connection.exec_driver_sql("select current_database()").scalar_one())


def _run(connection: Connection, statement: LiteralString, **parts: Any) -> None:
    command = SQL(statement).format(**parts).as_string()
    connection.exec_driver_sql(command, execution_options={"no_parameters": True})
