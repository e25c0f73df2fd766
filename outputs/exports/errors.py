"""What hinders an export."""


class ExportError(Exception):
    """An export that cannot be written or made again; the message says why."""
