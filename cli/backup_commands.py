"""Commands that keep a copy of everything: backup, restore."""

from gettext import gettext as _
from pathlib import Path

import click

from ..database import backup as backups
from ..database import table_revisions
from ..database.target import Target
from ..language import translated
from ..loaders.package_version import package_version
from .echo import echo
from .path_types import PATH
from .server_commands import start


@click.command()
@click.argument("path", type=PATH)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="Of a folder: remove the backups in it but for the last N.",
)
@click.pass_obj
def backup(target: Target, path: Path, keep: int | None) -> None:
    """Write everything to PATH: a file, or a folder for one named by the moment.

    The database can be read and loaded meanwhile; the backup is of one moment. It has all rows,
    rights and roles, but no passwords, and a checksum of every table and of every relation of mart.
    """
    if keep is not None and not path.is_dir():
        raise click.UsageError(_("--keep is for a folder, and {path} is none").format(path=path))
    target.require_running()
    file = backups.next_of(path) if path.is_dir() else path
    made = backups.write(target.engine_of_any_release, target.url, file, package_version())
    rows = sum(one.rows for name, one in made.relations.items() if not name.startswith("mart."))
    size = file.stat().st_size / 1e6
    echo(
        _("{file}: {rows:,} rows of {relations} relations, {size:.1f} MB.").format(
            file=file, rows=rows, relations=len(made.relations), size=size
        )
    )
    for old in backups.rotate(path, keep) if keep else ():
        echo(_("Removed {old}.").format(old=old))
    echo(_("Restore it into a new database with: minzheng restore {file}").format(file=file))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore(target: Target, file: Path) -> None:
    """Restore the backup FILE into an empty database, and prove that it is equal.

    That is the database of MINZHENG_DATABASE, or of a new embedded server in MINZHENG_HOME. All of
    it is restored or nothing. Every relation is compared with its checksum in the backup.
    """
    if target.server:
        start(target.server)
    engine = target.engine_of_any_release
    manifest, notes = backups.restore(engine, target.url, file)
    taken = f"{manifest.taken_at:%Y-%m-%d %H:%M:%S} UTC"
    if differing := backups.differing(engine, manifest):
        raise click.ClickException(
            _("Restored, but these relations are not as they were at {taken}:").format(taken=taken)
            + "\n"
            + "\n".join(differing)
        )
    count = len(manifest.relations)
    echo(
        _("Restored as of {taken}: all {count} relations are equal, row by row.").format(
            taken=taken, count=count
        )
    )
    for note in notes:
        echo(translated(note))
    with engine.connect() as connection:
        if not table_revisions.is_current(connection):
            echo(
                _("It is of minzheng {release}. Bring it to this one: minzheng migrate").format(
                    release=manifest.release
                )
            )
