"""What the files of reference lists have brought: so that a line that is gone can be told."""

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Listed(Base):
    """A line of a reference list: the file that brought it and what it is known by."""

    __tablename__ = "listed"
    __table_args__ = (
        {
            "schema": "ops",
            "comment": "参考表各文件带来的行 / Lines that files of reference lists have brought: a"
            " line that its file has no longer is removed unless something refers to it",
        },
    )

    list_name: Mapped[str] = mapped_column(primary_key=True, comment="参考表 / Reference list")
    origin: Mapped[str] = mapped_column(
        primary_key=True, comment="文件标识，同 load_file.name / The file, as in load_file.name"
    )
    key: Mapped[list[str]] = mapped_column(
        ARRAY(Text), primary_key=True, comment="行的标识 / What the line is known by"
    )
    is_gone: Mapped[bool] = mapped_column(
        server_default="false", comment="文件是否已无此行 / Whether the file has it no longer"
    )
