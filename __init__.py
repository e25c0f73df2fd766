"""A PostgreSQL statistics database of civil affairs (民政)."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .outputs.frames import frame

__all__ = ["frame"]


def __getattr__(name: str) -> Any:
    """Import what the package offers when it is asked for: the commands need no pandas."""
    if name == "frame":
        from .outputs.frames import frame

        return frame
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
