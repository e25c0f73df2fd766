"""The accepted value of a cell: the one observation that the views use.

Of several reports of one cell it is the least by calc.report_order: that of a curator's decision,
else the one that core.acceptance_criterion puts first.
"""

from psycopg import sql
from sqlalchemy import Connection, text

# The current reports of the cells that a load touched; several of a cell compete.
RANKED = """
    create temp table ranked on commit drop as
    select
        observation.observation_id,
        row_number() over (
            cell order by calc.report_order(
                decision.decision_id is not null, source.kind, observation.status,
                observation.low, observation.high, source.published_on,
                observation.observation_id
            )
        ) = 1 as accepted,
        max(observation.low) over cell > min(observation.high) over cell as in_conflict
    from ({touched}) as touched
    inner join core.observation
        on
            observation.indicator_id = touched.indicator_id
            and observation.admin_unit_id = touched.admin_unit_id
            and observation.breakdown_id = touched.breakdown_id
            and observation.period_start = touched.period_start
            and observation.period_end = touched.period_end
            and observation.basis = touched.basis
            and observation.withdrawn_at is null
    inner join core.source on source.source_id = observation.source_id
    left join core.decision
        on
            decision.indicator_id = observation.indicator_id
            and decision.admin_unit_id = observation.admin_unit_id
            and decision.breakdown_id = observation.breakdown_id
            and decision.period_start = observation.period_start
            and decision.period_end = observation.period_end
            and decision.basis = observation.basis
            and decision.source_id = observation.source_id
    window cell as (
        partition by
            observation.indicator_id, observation.admin_unit_id, observation.breakdown_id,
            observation.period_start, observation.period_end, observation.basis
    )
"""

# The observations of cells that several compete for.
CONTESTED = "not accepted and withdrawn_at is null"

# Two steps: a cell must never have two accepted observations, not even within a statement.
SET = """
    update core.observation set accepted = ranked.accepted
    from ranked
    where
        ranked.observation_id = observation.observation_id
        and ranked.accepted = %s
        and observation.accepted <> ranked.accepted
"""

# What the ranked reports of a cell say cannot all be true.
CONFLICTS = "select count(*) from ranked where accepted and in_conflict"

# A cell that a load left without any change cannot have another accepted report than before, nor
# one whose accepted report is the only one.
TOUCHED = """
    select changed.*
    from (
        select distinct indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis
        from core.observation
        where {changed}
    ) as changed
    left join core.observation as accepted
        on
            accepted.indicator_id = changed.indicator_id
            and accepted.admin_unit_id = changed.admin_unit_id
            and accepted.breakdown_id = changed.breakdown_id
            and accepted.period_start = changed.period_start
            and accepted.period_end = changed.period_end
            and accepted.basis = changed.basis
            and accepted.accepted
    where
        accepted.observation_id is null
        or exists (
            select from core.observation as rival
            where
                rival.indicator_id = changed.indicator_id
                and rival.admin_unit_id = changed.admin_unit_id
                and rival.breakdown_id = changed.breakdown_id
                and rival.period_start = changed.period_start
                and rival.period_end = changed.period_end
                and rival.basis = changed.basis
                and rival.withdrawn_at is null
                and not rival.accepted
        )
"""


def changed_by(load_file_id: int) -> str:
    """The observations that a load added and has not accepted yet, and those it withdrew."""
    return f"load_file_id = {load_file_id} and {CONTESTED} or withdrawn_at = now()"


def accept(connection: Connection, changed: str) -> None:
    """Choose anew the accepted observation of each cell of the observations that ``changed``.

    ``changed`` is an SQL condition on core.observation.
    """
    cursor = connection.connection.cursor()
    cursor.execute("drop table if exists pg_temp.ranked")
    touched = sql.SQL(TOUCHED).format(changed=sql.SQL(changed))
    cursor.execute(sql.SQL(RANKED).format(touched=touched))
    for accepted in (False, True):
        cursor.execute(SET, [accepted])


def conflicts(connection: Connection) -> int:
    """In how many of the cells that the last ``accept`` looked at reports contradict each other."""
    if connection.execute(text("select to_regclass('pg_temp.ranked')")).scalar() is None:
        return 0
    return int(connection.execute(text(CONFLICTS)).scalar_one())
