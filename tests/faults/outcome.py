"""What was found after faults of a kind, as a line of the table."""

from dataclasses import dataclass, field

from faults.scene import SOURCES, Scene

HEADER = ("fault", "times", "before", "between", "after", "a mix", "next run completes")


@dataclass
class Outcome:
    """Where each fault left things: at a step from 0 (as before) to ``last`` (done), or a mix."""

    fault: str
    last: int = SOURCES
    steps: list[int | None] = field(default_factory=list)
    completed: int = 0

    def note(self, step: int | None, *, completes: bool) -> None:
        self.steps.append(step)
        self.completed += completes

    def see(self, scene: Scene, version: int) -> None:
        """See where mart is after a fault on the way to a version, then let a reload complete."""
        step = scene.step(version)
        scene.write_all(version)
        report = scene.reload()
        self.note(step, completes=not report.errors and scene.step(version) == SOURCES)
        scene.at = version

    @property
    def is_well(self) -> bool:
        return None not in self.steps and self.completed == len(self.steps)

    @property
    def row(self) -> tuple[object, ...]:
        between = [step for step in self.steps if step not in (0, self.last, None)]
        counts = (self.steps.count(0), len(between), self.steps.count(self.last))
        return (self.fault, len(self.steps), *counts, self.steps.count(None), self.completed)
