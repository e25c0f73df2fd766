"""The error of the package's queries."""


class QueryError(Exception):
    """A query that cannot be run; the message says why, and what can be queried instead."""
