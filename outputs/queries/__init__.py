"""Queries of mart: a relation with filters, or SQL; as of now or of an earlier moment."""

from .filter_values import resolve
from .query import PreparedQuery, Query, ResultColumn, prepare
from .query_error import QueryError
from .snapshots import snapshot
from .vintages import last_change, parse_moment

__all__ = [
    "PreparedQuery",
    "Query",
    "QueryError",
    "ResultColumn",
    "last_change",
    "parse_moment",
    "prepare",
    "resolve",
    "snapshot",
]
