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
    if changes.withdrawn < FEW:
        return
    source = load.file.source
    now = cell_changes.count_reports(load.connection, source)
    before = now - changes.added + changes.withdrawn
    check_part(source, changes.withdrawn, before, load.file.options.accept_withdrawals)


def check_list(load: Load, changes: Changes, lines: int) -> None:
    """The same for a list of so many lines, of which it is the lines that go."""
    before = lines - changes.added + changes.withdrawn
    if _is_much(changes.withdrawn, before) and not load.file.options.accept_withdrawals:
        message = (
            f"{changes.withdrawn} of {before} lines of {load.file.name} would be removed: is the"
            " file whole? If it is, say --accept-withdrawals, or accept_withdrawals in a feed"
        )
        raise RowsRejected([Rejection(1, "", None, "withdrawals", message)])


def _is_much(withdrawn: int, before: int) -> bool:
    return withdrawn >= FEW and withdrawn * PART > before


def check_part(source: str, withdrawn: int, before: int, is_accepted: bool) -> None:
    """The same where it is known how many figures the source had."""
    if _is_much(withdrawn, before) and not is_accepted:
        message = (
            f"{withdrawn} of {before} figures of {source} would be withdrawn: is the file whole?"
            " If it is, say --accept-withdrawals, or accept_withdrawals in a feed"
        )
        raise RowsRejected([Rejection(1, "", None, "withdrawals", message)])
