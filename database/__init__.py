"""The database: which one is meant, connecting to it, its state, its roles, the embedded server."""

from typing import TYPE_CHECKING, Any

from .connection import connect

if TYPE_CHECKING:
    from .migrating import differences, downgrade, upgrade

__all__ = ["connect", "differences", "downgrade", "upgrade"]


def __getattr__(name: str) -> Any:
    """Import what migrates when it is asked for: few commands need alembic and the tables."""
    if name in __all__:
        from . import migrating

        return getattr(migrating, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
