"""What a kind of file is."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from ..load import Changes, Load, Staged
from .csv_columns import CsvColumn


@dataclass(frozen=True, kw_only=True)
class Kind(ABC):
    """A kind of file: how a file of it is recognised, what it means, and how it is loaded.

    ``name`` stands in ops.load_file; ``meaning`` says in Chinese and English what a row is.
    """

    name: str
    meaning: str
    meaning_en: str
    # A CSV file is recognised by them; empty for kinds that are recognised otherwise.
    columns: tuple[CsvColumn, ...] = ()
    # Whether files of the kind say what codes mean, and not what a source reports.
    is_list: bool = False
    # Whether figures are resolved by what the list says: after a change a file may mean another.
    resolves_figures: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """Every column that a file of the kind can have."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that it must have."""
        return tuple(column.name for column in self.columns if not column.optional)

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Whether a CSV file with these columns is of the kind."""
        return bool(self.columns) and set(self.required) <= set(columns) <= set(self.header)

    @abstractmethod
    def stage(self, load: Load) -> Staged:
        """Fill ``staged`` with the rows of the file that can be loaded.

        Raises UnreadableFile where no row of it can be read.
        """

    @abstractmethod
    def merge(self, load: Load, staged: Staged) -> Changes:
        """Bring the tables to what is staged; what a partial file lacks is not withdrawn.

        Raises RowsRejected for rows that only the tables show to be wrong.
        """
