"""The declarative base: schema core by default, constraint names in PostgreSQL's own form."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    MetaData,
    Numeric,
    Text,
    func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from .codes import codes

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


class OfProgramMixin(DefinitionMixin):
    """What is defined for a programme: its code and the programme beside its names."""

    code: Mapped[str] = mapped_column(primary_key=True, comment="代码 / Code")
    program_code: Mapped[str] = mapped_column(
        ForeignKey("program.code"), index=True, comment="所属门类 / Programme"
    )


def coded(table: str, *columns: str) -> tuple[CheckConstraint, ...]:
    """Checks that columns of a table hold codes of codes.csv, each named for its column."""
    return tuple(
        CheckConstraint(f"{column} in ({listed(codes(column, table))})", name=column)
        for column in columns
    )


def listed(values: Iterable[str]) -> str:
    """The values as a list of SQL, in an order that is not that of codes.csv."""
    return ", ".join(f"'{value}'" for value in sorted(values))
