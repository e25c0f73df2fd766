"""The database: which one is meant, connecting to it, its state, its roles, the embedded server."""

from .connection import connect
from .migrating import check, downgrade, upgrade

__all__ = ["check", "connect", "downgrade", "upgrade"]
