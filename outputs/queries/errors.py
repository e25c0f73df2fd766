"""What is wrong with a question."""


class QuestionError(Exception):
    """A question that cannot be asked; the message says why, and what can be asked instead."""
