"""The error of the package's queries."""

from ...errors import MinzhengError


class QueryError(MinzhengError):
    """A query that cannot be run; the message says why, and what can be queried instead."""
