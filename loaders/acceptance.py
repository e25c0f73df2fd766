"""The accepted value of a cell: the one observation that the views use.

Of several reports of one cell an official table goes before an article, a narrower interval
before a wider one, a later publication before an earlier one, and then the earlier record.
"""

from sqlalchemy import Connection

RANKED = """
    create temp table ranked on commit drop as
    select
        observation.observation_id,
        row_number() over (
            partition by
                observation.indicator_id, observation.admin_unit_id, observation.breakdown_id,
                observation.period_start, observation.period_end, observation.basis
            order by
                array_position(array['census', 'table', 'yearbook', 'code_list'], source.kind),
                observation.high - observation.low,
                source.published_on desc nulls last,
                observation.observation_id
        ) = 1 as accepted
    from core.observation
    inner join core.source on source.source_id = observation.source_id
    where observation.withdrawn_at is null
"""

# Two steps: a cell must never have two accepted observations, not even within a statement.
SET = """
    update core.observation set accepted = ranked.accepted
    from ranked
    where
        ranked.observation_id = observation.observation_id
        and ranked.accepted = %s
        and observation.accepted <> ranked.accepted
"""


def accept(connection: Connection) -> None:
    """Choose the accepted observation of every cell anew."""
    cursor = connection.connection.cursor()
    cursor.execute("drop table if exists pg_temp.ranked")
    cursor.execute(RANKED)
    for accepted in (False, True):
        cursor.execute(SET, [accepted])
