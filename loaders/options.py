"""Load options: what the user says of a file that it does not say itself."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from .sheets.periods import Period


@dataclass(frozen=True)
class LoadOptions:
    """The source a file belongs to, and the area and period it is about; None: the file says.

    With a title the source is a new one, an official table. ``accept_withdrawals`` consents to a
    load that withdraws much of what its source reported. ``kind`` is given where a file
    cannot say it: an article is a text, as a table may be.
    """

    source: str | None = None
    area: str | None = None
    period: Period | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    mapping: Path | None = None
    accept_withdrawals: bool = False
    kind: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The options that are given, as JSON can hold them."""
        values = {name: value for name, value in asdict(self).items() if value not in (None, False)}
        if self.period:
            values["period"] = [str(self.period.start), str(self.period.end), self.period.kind]
        if self.mapping:
            values["mapping"] = str(self.mapping.absolute())
        if self.published_on:
            values["published_on"] = str(self.published_on)
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The options that ``as_json`` gave."""
        found = dict(values)
        if period := found.get("period"):
            start, end, kind = period
            found["period"] = Period(date.fromisoformat(start), date.fromisoformat(end), kind)
        if mapping := found.get("mapping"):
            found["mapping"] = Path(mapping)
        if day := found.get("published_on"):
            found["published_on"] = date.fromisoformat(day)
        return cls(**found)


NO_OPTIONS = LoadOptions()
