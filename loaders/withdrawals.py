"""Files that lack much of what their source reported before: cut off, or of something else."""

from .files import Rejection
from .kinds.tidy import cell_changes
from .load import Changes, Load, RowsRejected

# A load that withdraws more than this part of what a source reports, and not only a few figures,
# asks for consent.
PART = 5
FEW = 5


def check(load: Load, changes: Changes) -> None:
    """Raises RowsRejected where a load withdraws much, and the options do not accept that."""
    if changes.withdrawn < FEW or load.file.options.accept_withdrawals:
        return
    now = cell_changes.count_reports(load.connection, load.file.source)
    before = now - changes.added + changes.withdrawn
    if changes.withdrawn * PART > before:
        message = (
            f"{changes.withdrawn} of {before} figures of {load.file.source} would be withdrawn: is"
            " the file whole? If it is, say --accept-withdrawals, or accept_withdrawals in a feed"
        )
        raise RowsRejected([Rejection(1, "", None, "withdrawals", message)])
