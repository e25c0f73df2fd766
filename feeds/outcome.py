"""What became of an attempt to bring a feed up to date."""

from dataclasses import dataclass, field
from typing import Any

from ..loaders.results import Result


@dataclass
class Report:
    """``files`` there are; ``results`` of those that were not left alone."""

    feed: str
    files: int = 0
    results: list[Result] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # Whether waiting can help with all of the errors.
    can_wait: bool = True
    # Whether it was told to stop before it was through.
    stopped: bool = False

    def fail(self, error: str, *, can_wait: bool) -> None:
        self.errors.append(error)
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
        """For logs and hooks."""
        names = ("feed", "outcome", "files", "changes", "rejected", "errors")
        facts = {name: getattr(self, name) for name in names}
        return {**facts, "loaded_files": len(self.results)}
