"""At which revision the tables of a database are, and which one this release has.

Asked before every command, so without alembic, whose import takes as long as a short command.
"""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from .. import migrations
from ..errors import MinzhengError

FROM_BEFORE_THE_FIRST_RELEASE = re.compile(r"\d{4}")
MAY_READ = """
    select
        has_schema_privilege(relnamespace, 'usage')
        and has_table_privilege(pg_class.oid, 'select')
    from pg_class
    where relnamespace = to_regnamespace('ops') and relname = 'alembic_version'
"""


class MigrationError(MinzhengError):
    """The database is not at the revision of this release; the message says what to do."""


@cache
def of_release() -> tuple[str, ...]:
    """The revisions of this release, the newest last: their files are named by their numbers."""
    versions = Path(migrations.__path__[0]) / "versions"
    return tuple(sorted(path.stem.partition("_")[0] for path in versions.glob("r*_*.py")))


def require_current(connection: Connection) -> None:
    """Raise MigrationError unless the tables are at the revision of this release."""
    if connection.exec_driver_sql(MAY_READ).scalar() is False:
        # A role that only reads mart learns from its query what is missing.
        return
    revision, head = current_revision(connection), of_release()[-1]
    if revision is None:
        raise MigrationError("The database has no tables yet. Make them with: minzheng migrate")
    if revision != head:
        raise MigrationError(
            f"The database is at revision {revision}, this release at {head}."
            " Bring it up to date with: minzheng migrate"
        )


def is_known(revision: str) -> bool:
    """Whether a revision is one of this release."""
    return revision in of_release()


def is_current(connection: Connection) -> bool:
    """Whether the tables are at the revision of this release."""
    return current_revision(connection) == of_release()[-1]


def current_revision(connection: Connection) -> str | None:
    """The revision of the tables, None where there are none.

    Raises MigrationError for one that is none of this release's.
    """
    if connection.exec_driver_sql("select to_regclass('ops.alembic_version')").scalar() is None:
        return None
    stored = "select version_num from ops.alembic_version"
    revision: str | None = connection.exec_driver_sql(stored).scalar()
    if revision is None or is_known(revision):
        return revision
    if FROM_BEFORE_THE_FIRST_RELEASE.fullmatch(revision):
        raise MigrationError(
            f"This database was made before the first release (revision {revision}), and cannot be"
            " migrated; nothing was changed. Make a new one (minzheng down, move the folder of the"
            " embedded server away, minzheng up; or another MINZHENG_DATABASE) and load your own"
            " files into it"
        )
    raise MigrationError(
        f"This database is of a newer release of minzheng (revision {revision}): install that, or"
        " use another database; nothing was changed"
    )
