"""What hinders an export."""

from ...errors import MinzhengError


class ExportError(MinzhengError):
    """An export that cannot be written or made again; the message says why."""
