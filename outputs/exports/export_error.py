"""The error of exports."""

from ...errors import MinzhengError


class ExportError(MinzhengError):
    """An export that cannot be written or reproduced; the message says why."""
