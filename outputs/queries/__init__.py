"""What is asked of mart: a relation with filters, or SQL; as of now, or of an earlier moment."""

from .errors import QuestionError
from .moments import last_change, moment
from .query import Column, Query, Question, asked
from .snapshots import snapshot

__all__ = [
    "Column",
    "Query",
    "Question",
    "QuestionError",
    "asked",
    "last_change",
    "moment",
    "snapshot",
]
