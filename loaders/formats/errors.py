"""What a reader of a format cannot read."""


class UnreadableTable(ValueError):
    """A file that holds no table to be read without guessing, and why."""
