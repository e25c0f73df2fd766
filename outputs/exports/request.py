"""What is to be exported: a query, the format of its answer, and the options of that format."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ..queries import Query, parse_moment


@dataclass(frozen=True)
class Request:
    """The export of one query."""

    query: Query
    format: str = "csv"
    options: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The request as a manifest keeps it."""
        query = {key: value for key, value in asdict(self.query).items() if value}
        if self.query.as_of:
            query["as_of"] = self.query.as_of.isoformat()
        return {"query": query, "format": self.format, "options": dict(self.options)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Request":
        """The request that ``as_json`` gave."""
        query = dict(kept["query"])
        as_of = parse_moment(query.pop("as_of", None))
        return cls(Query(**query, as_of=as_of), kept["format"], kept["options"])
