"""Models of mart for semantic layers (dbt, MetricFlow, Cube), from the metadata of the database."""

from .model_folder import FORMATS, write_model

__all__ = ["FORMATS", "write_model"]
