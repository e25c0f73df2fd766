"""The error of exports."""


class ExportError(Exception):
    """An export that cannot be written or reproduced; the message says why."""
