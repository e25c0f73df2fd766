"""The declarative base: schema core by default, constraint names in PostgreSQL's own form."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import CheckConstraint, DateTime, Identity, MetaData, Numeric, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Columns that many tables have.
surrogate = Annotated[int, mapped_column(Identity(always=True), primary_key=True)]
now = Annotated[datetime, mapped_column(server_default=func.now())]
name = Annotated[str, mapped_column(comment="名称 / Name in Chinese")]
name_en = Annotated[str, mapped_column(comment="英文名称 / Name in English")]


class Base(DeclarativeBase):
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True), Decimal: Numeric}
    metadata = MetaData(
        schema="core",
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "ck": "%(table_name)s_%(constraint_name)s_check",
        },
    )


class DefinitionMixin:
    """What the lists of data/ define: its names and its definition, in two languages."""

    name: Mapped[name]
    name_en: Mapped[name_en]
    definition: Mapped[str] = mapped_column(comment="定义 / Definition in Chinese")
    definition_en: Mapped[str] = mapped_column(comment="英文定义 / Definition in English")


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that names the values of a column; the constraint is named for the column."""
    return CheckConstraint(f"{column} in ({listed(values)})", name=column)


def listed(values: Iterable[str]) -> str:
    """The values as a list of SQL, in an order that is not that of codes.csv."""
    return ", ".join(f"'{value}'" for value in sorted(values))
