import pytest
from sqlalchemy import text

from minzheng.database import roles

NAME = "minzheng_readers_test"


@pytest.fixture(scope="session")
def reader(bundled):
    """The address of everything that is bundled, for a role that reads mart and nothing else."""
    with bundled.engine.begin() as connection:
        roles.grant(connection, NAME, "secret")
    yield bundled.engine.url.set(drivername="postgresql", username=NAME, password="secret")
    with bundled.engine.begin() as connection:
        connection.execute(text(f"drop owned by {NAME}"))
        connection.execute(text(f"drop role {NAME}"))
