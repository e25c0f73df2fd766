"""What is wrong with a question."""

from ...errors import MinzhengError


class QuestionError(MinzhengError):
    """A question that cannot be asked; the message says why, and what can be asked instead."""
