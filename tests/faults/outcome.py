"""What was found after faults of a kind, as a line of the table."""

from dataclasses import dataclass, field

from faults.scene import SOURCES, Scene

HEADER = ("fault", "times", "before", "between sources", "after", "a mix", "next run completes")


@dataclass
class Outcome:
    """Where a fault left mart: so many sources at the new version, or a mix."""

    fault: str
    steps: list[int | None] = field(default_factory=list)
    completed: int = 0

    def see(self, scene: Scene, version: int) -> None:
        """See where mart is after a fault on the way to a version, then let a reload complete."""
        self.steps.append(scene.step(version))
        scene.write_all(version)
        report = scene.reload()
        self.completed += not report.errors and scene.step(version) == SOURCES
        scene.at = version

    @property
    def is_well(self) -> bool:
        return None not in self.steps and self.completed == len(self.steps)

    @property
    def row(self) -> tuple[object, ...]:
        between = [step for step in self.steps if step not in (0, SOURCES, None)]
        counts = (self.steps.count(0), len(between), self.steps.count(SOURCES))
        return (self.fault, len(self.steps), *counts, self.steps.count(None), self.completed)
