"""Growth that is kept: after a load the series that it touched are settled, not all of them.

core.growth holds what calc.growth_of gives for the indicators with growth_settled. A few
changes are followed in the transaction of the load. Many leave their indicators unsettled, and
mart.growth computes these until ``settle`` has kept them too: no reader ever sees a wrong one.
"""

from sqlalchemy import Connection, Engine, text

from ..database import locks

# So many areas of indicators are cheaper to settle together, with all others of their indicators.
MANY = 5_000

# Whoever writes observations without this leaves all growth unsettled.
PROMISE = "set local minzheng.settles = 'on'"
ANY_SETTLED = "select exists (select from core.indicator where growth_settled)"
ANY_UNSETTLED = "select exists (select from core.indicator where not growth_settled)"
# Those of a load, each found by an index of its own.
CHANGED = """
    select indicator_id, admin_unit_id from core.observation where load_file_id = :load_file_id
    union
    select indicator_id, admin_unit_id from core.observation where withdrawn_at = now()
"""
CHOSEN_ANEW = """
    union
    select indicator_id, admin_unit_id
    from core.observation inner join ranked using (observation_id)
"""
TOUCHED = """
    create temp table touched on commit drop as
    select changed.* from ({changed}) as changed
    inner join core.indicator using (indicator_id)
    where indicator.growth_settled
"""
UNSETTLE = """
    update core.indicator set growth_settled = false
    where indicator_id in (select indicator_id from touched)
"""
COMPUTE = """
    create temp table computed on commit drop as
    select growth.* from touched
    cross join lateral calc.growth_of(touched.indicator_id, touched.admin_unit_id) as growth
"""
FORGET = """
    delete from core.growth using touched
    where
        growth.indicator_id = touched.indicator_id
        and growth.admin_unit_id = touched.admin_unit_id
        and not exists (
            select from computed
            where
                computed.observation_id = growth.observation_id
                and row(computed.*) is not distinct from row(growth.*)
        )
"""
KEEP = "insert into core.growth select * from computed on conflict do nothing"
FORGET_UNSETTLED = """
    delete from core.growth using core.indicator
    where indicator.indicator_id = growth.indicator_id and not indicator.growth_settled
"""
KEEP_UNSETTLED = """
    insert into core.growth
    select growth.* from core.indicator
    cross join lateral calc.growth_of(indicator.indicator_id, null) as growth
    where not indicator.growth_settled
"""
SETTLED = "update core.indicator set growth_settled = true where not growth_settled"
# What is kept though it is not computed, and the other way round.
DIFFERENCES = """
    with settled as (select indicator_id from core.indicator where growth_settled),

    kept as (select growth.* from core.growth inner join settled using (indicator_id)),

    computed as (
        select growth.* from settled
        cross join lateral calc.growth_of(settled.indicator_id, null) as growth
    )

    select count(*) from (
        (table kept except table computed) union all (table computed except table kept)
    ) as difference
"""


def promise(connection: Connection) -> None:
    """Say that this transaction will ``follow`` what it changes."""
    connection.execute(text(PROMISE))


def follow(connection: Connection, load_file_id: int) -> None:
    """Settle the series that a load has touched, or unsettle their indicators if they are many."""
    if not connection.execute(text(ANY_SETTLED)).scalar_one():
        return
    changed = CHANGED
    if connection.execute(text("select to_regclass('pg_temp.ranked')")).scalar():
        changed += CHOSEN_ANEW
    touched = text(TOUCHED.format(changed=changed))
    series = connection.execute(touched, {"load_file_id": load_file_id}).rowcount
    for step in [UNSETTLE] if series > MANY else [COMPUTE, FORGET, KEEP]:
        connection.execute(text(step))


def settle(engine: Engine) -> int:
    """Keep the growth of all indicators, in one transaction; how many rows that took."""
    with engine.begin() as connection:
        if not connection.execute(text(ANY_UNSETTLED)).scalar_one():
            return 0
        locks.acquire(connection, locks.CONTENT)
        # Nobody writes past the loaders meanwhile; readers are not held up.
        connection.execute(text("lock table core.observation in share mode"))
        connection.execute(text(FORGET_UNSETTLED))
        kept = connection.execute(text(KEEP_UNSETTLED)).rowcount
        connection.execute(text(SETTLED))
        connection.execute(text("analyze core.growth, core.indicator"))
    return kept


def differences(connection: Connection) -> int:
    """How many rows of core.growth differ from what is computed anew."""
    return int(connection.execute(text(DIFFERENCES)).scalar_one())
