"""Surroundings that have something to say about everything: variables, settings of a database."""

from contextlib import contextmanager

from sqlalchemy import text

# Variables of libpq that change what a session does, or let nobody in at all.
OF_SESSIONS = [
    {"PGDATESTYLE": "German"},
    {"PGDATESTYLE": "no style"},
    {"PGTZ": "Asia/Shanghai"},
    {"PGTZ": "No/Where"},
    {"PGGEQO": "perhaps"},
    {"PGCLIENTENCODING": "GBK"},
    {"PGCLIENTENCODING": "no encoding"},
    {"PGOPTIONS": "-c datestyle=German -c search_path=public"},
    {"PGOPTIONS": "-c no.such=1 -c nothing=1"},
]
# And such that lead elsewhere, or ask for what the embedded server has not.
OF_SERVERS = [
    {"PGHOST": "/nowhere", "PGPORT": "1", "PGUSER": "nobody", "PGDATABASE": "nothing"},
    {"PGHOSTADDR": "192.0.2.1"},
    {"PGPASSWORD": "wrong"},
    {"PGPASSFILE": "/nowhere"},
    {"PGSERVICE": "no service"},
    {"PGSERVICEFILE": "/nowhere"},
    {"PGSYSCONFDIR": "/nowhere"},
    {"PGSSLMODE": "require"},
    {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "system"},
    {"PGREQUIRESSL": "1"},
    {"PGCHANNELBINDING": "require"},
    {"PGGSSENCMODE": "require"},
    {"PGREQUIREAUTH": "md5"},
    {"PGTARGETSESSIONATTRS": "standby"},
    {"PGLOADBALANCEHOSTS": "perhaps"},
    {"PGMINPROTOCOLVERSION": "3.2"},
    {"PGCONNECT_TIMEOUT": "soon"},
]

SETTINGS = {
    "client_encoding": "GBK",
    "datestyle": "German, DMY",
    "intervalstyle": "sql_standard",
    "timezone": "America/New_York",
    "search_path": "public, calc, mart",
    "extra_float_digits": "-5",
    "bytea_output": "escape",
    "standard_conforming_strings": "off",
    "quote_all_identifiers": "on",
    "transform_null_equals": "on",
    "array_nulls": "off",
    "default_transaction_isolation": "serializable",
    "default_transaction_deferrable": "on",
    "xmloption": "document",
}


@contextmanager
def peculiar(server, database):
    """The settings hold for whoever connects to the database from now on, until the end."""
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name, value in SETTINGS.items():
            values = ", ".join(f"'{part.strip()}'" for part in value.split(","))
            connection.execute(text(f'alter database "{database}" set {name} = {values}'))
        yield
        connection.execute(text(f'alter database "{database}" reset all'))
