"""What a reader of a format cannot read."""

from ...errors import MinzhengError


class UnreadableTable(MinzhengError, ValueError):
    """A file that holds no table to be read without guessing, and why."""
