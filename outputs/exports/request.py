"""What is to be exported: a question, and the format and options for its answer."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ..queries import Question, moment


@dataclass(frozen=True)
class Request:
    """A question, and the format that its answer is to be written in."""

    question: Question
    format: str = "csv"
    options: Mapping[str, Any] = field(default_factory=dict)

    def remembered(self) -> dict[str, Any]:
        """As a manifest keeps it."""
        question = {key: value for key, value in asdict(self.question).items() if value}
        if self.question.as_of:
            question["as_of"] = self.question.as_of.isoformat()
        return {"question": question, "format": self.format, "options": dict(self.options)}

    @classmethod
    def recalled(cls, kept: Mapping[str, Any]) -> "Request":
        """What ``remembered`` kept."""
        question = dict(kept["question"])
        as_of = moment(question.pop("as_of", None))
        return cls(Question(**question, as_of=as_of), kept["format"], kept["options"])
