"""The database: which one is meant, connecting to it, its state, its roles, the embedded server."""

from .connection import connect
from .migrating import differences, downgrade, upgrade

__all__ = ["connect", "differences", "downgrade", "upgrade"]
