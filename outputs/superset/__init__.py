"""A Superset dashboard on mart, as a bundle that Superset imports."""

from .bundle import KINDS, bundle

__all__ = ["KINDS", "bundle"]
