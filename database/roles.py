"""The roles of others: a group for each kind, and logins that are members of one.

What a kind may do is in role_rights.py. Rights are the groups', which cannot log in; a login has
none of its own but to connect, and to a schema of its name if it is a modeller.
"""

import secrets
from collections.abc import Iterator
from typing import Any, LiteralString

from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ..errors import MinzhengError
from .connection import driver_of
from .role_rights import KINDS, MODELLER, READER, RoleKind

# The login that reads, unless the user names another.
ROLE = READER.login

# What a group had before goes first: rights that a later release no longer gives, or somebody gave.
NO_RIGHTS: tuple[LiteralString, ...] = (
    "revoke all on schema core, ops, mart, calc from {role}",
    "revoke all on all tables in schema core, ops, mart, calc from {role}",
    "revoke all on all functions in schema core, ops, mart, calc from {role}",
    "alter default privileges for role {owner} in schema core, ops, mart, calc"
    " revoke all on tables from {role}",
    "alter default privileges for role {owner} in schema core, ops, mart, calc"
    " revoke all on functions from {role}",
)
READS: tuple[LiteralString, ...] = (
    "grant usage on schema {schemas} to {role}",
    "grant select on all tables in schema {schemas} to {role}",
    # Every migration makes the views anew, and a later release has more of them.
    "alter default privileges for role {owner} in schema {schemas}"
    " grant select on tables to {role}",
)
# Those of mart and calc are for whoever reads; of the others each is granted by name.
CALLS: tuple[LiteralString, ...] = (
    "grant execute on all functions in schema mart, calc to {role}",
    "alter default privileges for role {owner} in schema mart, calc"
    " grant execute on functions to {role}",
    "revoke execute on all functions in schema core from public",
)

# Who makes a schema for a role must be able to act as that role.
OWN_SCHEMA: tuple[LiteralString, ...] = (
    "grant {role} to {user}",
    "create schema if not exists {role} authorization {role}",
    "revoke {role} from {user}",
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

# Schemas of programs that have nothing to do with us; those of modellers are for us to look after.
SCHEMAS_OF_OTHERS = f"""
    select from pg_namespace
    where
        nspname !~ '^pg_'
        and nspname <> all(array['core', 'ops', 'calc', 'mart', 'public', 'information_schema'])
        and not exists (
            select from pg_auth_members
            where member = nspowner and roleid = to_regrole('{MODELLER.group}')
        )
"""

# Rights that PostgreSQL grants to PUBLIC, so that no single role can be denied them: whether PUBLIC
# has the right, whether this user can revoke it without harm to others, and how.
PUBLIC_RIGHTS: tuple[tuple[str, str, LiteralString], ...] = (
    (
        # Groups are of the whole server: a login may connect to the databases that let it in.
        "select has_database_privilege('public', current_database(), 'connect')",
        f"""
        select pg_has_role(datdba, 'usage') and not exists (
            select from ({SCHEMAS_OF_OTHERS}) as others
        )
        from pg_database
        where datname = current_database()
        """,
        "revoke connect on database {database} from public",
    ),
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
        f"""
        select
            rolsuper
            and not exists (select from pg_largeobject_metadata)
            and not exists (
                select from ({SCHEMAS_OF_OTHERS}) as others
            )
        from pg_roles
        where rolname = current_user
        """,
        TO_OWNERS_ALONE,
    ),
)

# Why an existing role must not become a login of a kind.
UNFIT = """
    select case
        when rolname = current_user then 'is the user of this command'
        when rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
            then 'may do more than read'
        when
            exists (
                select from pg_auth_members
                where member = pg_roles.oid and roleid <> coalesce(to_regrole(%(group)s), 0)
            )
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
# Those that have rights in this database.
GROUPS = """
    select rolname from pg_roles
    where rolname = any(%(groups)s) and has_schema_privilege(oid, 'mart', 'usage')
"""
IS_MEMBER = """
    select from pg_auth_members
    where
        roleid = to_regrole(%(group)s)
        and member = to_regrole(quote_ident(%(name)s))
        -- Before PostgreSQL 16 there is no such option.
        and not coalesce((to_jsonb(pg_auth_members) ->> 'set_option')::boolean, false)
"""
# A member has the rights of the group, and cannot act as it: what it made so would be the group's.
MEMBERSHIP = """
    select case
        when current_setting('server_version_num')::int >= 160000
            then 'grant {group} to {role} with inherit true, set false'
        else 'grant {group} to {role}'
    end
"""


class NotGranted(MinzhengError):
    """The role cannot be made such a one; the message says why, and what to do."""


def exists(connection: Connection, name: str = ROLE) -> bool:
    """Whether there is a role of that name."""
    query = "select from pg_roles where rolname = %(name)s"
    return connection.exec_driver_sql(query, {"name": name}).first() is not None


def new_password() -> str:
    """A random password."""
    return secrets.token_urlsafe(24)


def grant(
    connection: Connection,
    name: str = ROLE,
    password: str | None = None,
    kind: RoleKind = READER,
) -> list[str]:
    """Create a login of a kind, or bring one up to date.

    Returns notes on rights of PUBLIC: what was revoked, and what somebody else must revoke. Raises
    NotGranted.
    """
    owner = _owner(connection)
    _create(connection, name, kind)
    if password is not None:
        secret = _encrypted(connection, name, password)
        change: LiteralString = "alter role {role} password {secret}"
        _run(connection, change, role=Identifier(name), secret=secret)
    _make_group(connection, kind)
    _give_rights(connection, kind, owner)
    _admit(connection, name, kind, owner)
    return [*_limit(connection, name, kind), *close_to_public(connection)]


def give_rights_again(connection: Connection) -> None:
    """Give the groups that have rights in this database those of this release, and no others."""
    if connection.exec_driver_sql(OWNER).first() is None:
        return
    groups = {"groups": _groups()}
    found = set(connection.exec_driver_sql(GROUPS, groups).scalars())
    for kind in KINDS.values():
        if kind.group in found:
            _give_rights(connection, kind, _owner(connection))


def _make_group(connection: Connection, kind: RoleKind) -> None:
    """Create the group of a kind, of which all databases of a server have but one."""
    if not exists(connection, kind.group):
        try:
            with connection.begin_nested():
                _run(connection, "create role {role} nologin", role=Identifier(kind.group))
        except DBAPIError:
            # Another database of the server was quicker.
            if not exists(connection, kind.group):
                raise


def _give_rights(connection: Connection, kind: RoleKind, owner: str) -> None:
    role = {"role": Identifier(kind.group), "owner": Identifier(owner)}
    schemas = SQL(", ").join(map(Identifier, kind.reads))
    for statement in (*NO_RIGHTS, *READS, *CALLS):
        _run(connection, statement, schemas=schemas, **role)
    for right in kind.rights:
        table = Identifier(*right.table.split("."))
        verbs = SQL(right.privileges)
        _run(connection, "grant {verbs} on {table} to {role}", verbs=verbs, table=table, **role)
    for function in kind.functions:
        called = SQL(function)
        _run(connection, "grant execute on function {called} to {role}", called=called, **role)
    temporary: LiteralString = (
        "grant temporary on database {database} to {role}"
        if kind.is_temporary_allowed
        else "revoke temporary on database {database} from {role}"
    )
    _run(connection, temporary, database=_database(connection), **role)


def _admit(connection: Connection, name: str, kind: RoleKind, owner: str) -> None:
    """Make a login a member of the group, with no rights of its own but to connect."""
    role = {"role": Identifier(name), "owner": Identifier(owner)}
    for statement in NO_RIGHTS:
        _run(connection, statement, **role)
    names = {"group": kind.group, "name": name}
    if connection.exec_driver_sql(IS_MEMBER, names).first() is None:
        try:
            with connection.begin_nested():
                statement = connection.exec_driver_sql(MEMBERSHIP).scalar_one()
                _run(connection, statement, group=Identifier(kind.group), **role)
        except ProgrammingError as error:
            raise NotGranted(
                f"Who made the role {kind.group}, or a superuser, must let it have members:"
                f" grant {kind.group} to {name}"
            ) from error
    let_connect(connection, name)
    if kind.has_schema:
        user = connection.exec_driver_sql("select current_user").scalar_one()
        for statement in OWN_SCHEMA:
            _run(connection, statement, user=Identifier(user), **role)


def _limit(connection: Connection, name: str, kind: RoleKind) -> Iterator[str]:
    """Limit a login, and set how its sessions begin; a note on what a superuser must do."""
    role = Identifier(name)
    settings = dict(kind.settings)
    if kind.has_schema:
        path: LiteralString = "alter role {role} set search_path = {role}, mart"
        _run(connection, path, role=role)
        del settings["search_path"]
    for setting, value in settings.items():
        names = {"setting": Identifier(setting), "value": Literal(value)}
        _run(connection, "alter role {role} set {setting} = {value}", role=role, **names)
    limit: LiteralString = "alter role {role} set temp_file_limit = {limit}"
    parts = {"role": role, "limit": Literal(kind.temp_file_limit)}
    try:
        with connection.begin_nested():
            _run(connection, limit, **parts)
    except ProgrammingError:
        command = SQL(limit).format(**parts).as_string()
        yield f"Only a superuser can limit the temporary files of {name}: {command}"


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


def _create(connection: Connection, name: str, kind: RoleKind) -> None:
    """Create the login. Raises NotGranted for an existing one that must not become such a role."""
    user, may = connection.exec_driver_sql(MAY_CREATE_ROLES).one()
    if not may:
        raise NotGranted(f"{user} may not create roles. Run this as a user who may")
    if not exists(connection, name) and name not in _groups():
        _run(connection, "create role {role}", role=Identifier(name))
    elif reason := _unfit(connection, name, kind):
        raise NotGranted(f"The role {name} {reason}: choose another with --name")
    login = "alter role {role} login connection limit {limit}"
    _run(connection, login, role=Identifier(name), limit=Literal(kind.connections))


def _groups() -> list[str]:
    return [kind.group for kind in KINDS.values()]


def _unfit(connection: Connection, name: str, kind: RoleKind) -> str | None:
    """Why a role that is there must not become a login of a kind."""
    if name in _groups():
        return "is a group, in which logins are members"
    names = {
        "name": name,
        "may_own": kind.has_schema,
        "group": kind.group,
    }
    return connection.exec_driver_sql(UNFIT, names).scalar_one()  # type: ignore[no-any-return]


def _encrypted(connection: Connection, name: str, password: str) -> Literal:
    """The password as the server stores it, so that no log of statements shows it."""
    kept = driver_of(connection).pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    )
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
