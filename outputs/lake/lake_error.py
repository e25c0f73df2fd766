"""The error of lakes."""

from ...errors import MinzhengError


class LakeError(MinzhengError):
    """A lake that cannot be written, read or derived; the message says why."""
