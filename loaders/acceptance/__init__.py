"""The accepted value of a cell: the one observation that the views use.

Of several reports of one cell it is the least by calc.report_order: that of a curator's decision,
else the one that core.acceptance_criterion puts first.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from ...database import statements


@dataclass(frozen=True)
class Choice:
    """What came of choosing: in how many of the cells reports contradict each other (without a
    load, of those alone that came to another report), and the observations that are accepted now
    and were not before, or the reverse.
    """

    conflicts: int = 0
    rechosen: tuple[int, ...] = ()


NO_CHOICE = Choice()
CONFLICTS = text("""
    select count(*) from competing_report
    where
        is_accepted and in_conflict
        and (
            cast(:load_file_id as bigint) is not null
            or observation_id = any(cast(:rechosen as int[]))
        )
""")


def choose(connection: Connection, load_file_id: int | None = None) -> Choice:
    """Choose the accepted observation again for each cell that a load has touched.

    Without a load, of every cell that several sources report: what decides has changed.
    """
    # Made and read only here: the reports of these cells, which is accepted, whether they agree.
    connection.execute(text("drop table if exists pg_temp.competing_report"))
    names: dict[str, object] = {"load_file_id": load_file_id}
    if not statements.execute(connection, __package__, "competing_report", names).rowcount:
        return NO_CHOICE
    # In two steps: a cell must never have two accepted observations, not even within a statement.
    rechosen = tuple(
        observation_id
        for step in ("accept_no_longer", "accept")
        for observation_id in statements.execute(connection, __package__, step).scalars()
    )
    names["rechosen"] = list(rechosen)
    return Choice(connection.execute(CONFLICTS, names).scalar_one(), rechosen)
