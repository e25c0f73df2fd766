"""Ids that are the same in every bundle, so that an import updates what an earlier one created."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f1d3c52-9a0e-5b7c-8d24-0f6b1f0a7a31")


def identity(kind: str, name: str) -> str:
    """The id of a database, dataset, chart or dashboard."""
    return str(uuid5(NAMESPACE, f"{kind}/{name}"))
