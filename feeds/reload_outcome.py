"""What a reload of one feed did."""

from dataclasses import dataclass, field
from typing import Any

from ..loaders.results import Result
from ..redaction import redacted


@dataclass
class ReloadOutcome:
    """``files`` counts all files of the feed; ``results`` has those that were loaded."""

    feed: str
    files: int = 0
    results: list[Result] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # Whether waiting can help with all of the errors.
    can_wait: bool = True
    # Whether the reload was stopped before its end.
    stopped: bool = False

    def fail(self, error: str, *, can_wait: bool) -> None:
        self.errors.append(redacted(error))
        self.can_wait = self.can_wait and can_wait

    def add(self, result: Result) -> None:
        self.results.append(result)
        if result.error:
            self.fail(f"{result.name}: {result.error}", can_wait=False)

    @property
    def outcome(self) -> str:
        if self.errors:
            return "failed"
        if self.stopped:
            return "stopped"
        return "loaded" if self.results else "unchanged"

    @property
    def error(self) -> str | None:
        return "\n".join(self.errors) or None

    @property
    def rejected(self) -> int:
        return sum(result.rejected for result in self.results)

    @property
    def changes(self) -> int:
        return sum(result.changes for result in self.results)

    @property
    def facts(self) -> dict[str, Any]:
        """What logs and hooks report."""
        names = ("feed", "outcome", "files", "changes", "rejected", "errors")
        facts = {name: getattr(self, name) for name in names}
        return {**facts, "loaded_files": len(self.results)}
