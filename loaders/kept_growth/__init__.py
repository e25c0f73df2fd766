"""Growth that is kept: a load computes that of the series that it touched, not all of it.

core.growth holds what calc.growth_of gives for the indicators with growth_settled. A load that
touched a few series brings their growth up to date in its own transaction. One that touched many
leaves their indicators unsettled, and mart.growth computes these until ``settle`` has kept them
too: no reader ever sees a wrong one.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Engine, text

from ...database import locks, statements
from ..acceptance import SeriesKey

# More series than these are cheaper to compute together, with all others of their indicators.
MANY = 5_000

# A trigger unsettles all growth in a transaction that writes observations without this.
PROMISE = "set local minzheng.settles = 'on'"
ANY_SETTLED = "select exists (select from core.indicator where growth_settled)"
ANY_UNSETTLED = "select exists (select from core.indicator where not growth_settled)"
KEEP = "insert into core.growth select * from computed_growth on conflict do nothing"
SETTLED = "update core.indicator set growth_settled = true where not growth_settled"


def promise_to_follow(connection: Connection) -> None:
    """Say that this transaction will ``follow`` what it writes."""
    connection.execute(text(PROMISE))


def follow(connection: Connection, load_file_id: int, rechosen: Collection[SeriesKey]) -> None:
    """Bring the growth of the series that a load touched up to date, or unsettle their indicators.

    These are the series of the observations that it wrote, and those in which it accepted another
    observation than before.
    """
    if not connection.execute(text(ANY_SETTLED)).scalar_one():
        return
    # Made and read only here and by the statements beside.
    names = "touched_series, pg_temp.computed_growth"
    connection.execute(text(f"drop table if exists pg_temp.{names}"))
    values: dict[str, object] = {
        "load_file_id": load_file_id,
        "indicator_ids": [indicator_id for indicator_id, _admin_unit_id in rechosen],
        "admin_unit_ids": [admin_unit_id for _indicator_id, admin_unit_id in rechosen],
    }
    touched = statements.execute(connection, __package__, "touched_series", values).rowcount
    if touched > MANY:
        statements.execute(connection, __package__, "unsettle")
        return
    statements.execute(connection, __package__, "computed_growth")
    statements.execute(connection, __package__, "forget")
    connection.execute(text(KEEP))


def settle(engine: Engine) -> int:
    """Keep the growth of all indicators, in one transaction; how many rows that took."""
    with engine.begin() as connection:
        if not connection.execute(text(ANY_UNSETTLED)).scalar_one():
            return 0
        locks.acquire(connection, locks.CONTENT)
        # What is written past the loaders waits meanwhile; readers do not.
        connection.execute(text("lock table core.observation in share mode"))
        statements.execute(connection, __package__, "forget_unsettled")
        kept = statements.execute(connection, __package__, "keep_unsettled").rowcount
        connection.execute(text(SETTLED))
        connection.execute(text("analyze core.growth, core.indicator"))
    return kept


def differences(connection: Connection) -> int:
    """How many rows of core.growth differ from what is computed anew."""
    return int(statements.execute(connection, __package__, "differences").scalar_one())
