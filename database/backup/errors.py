"""The errors of backups."""

from ...errors import MinzhengError


class BackupError(MinzhengError):
    """A backup cannot be written, read or restored; the message says why, and what is left."""
