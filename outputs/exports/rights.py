"""What every export states of its sources: where they are, how to cite them, on what terms."""

from datetime import datetime
from importlib.metadata import version
from typing import Any

from psycopg import Connection

from ..queries.source_facts import SOURCE_FACTS
from .dimensions import cited_sources
from .extract import Extract

LICENCE = (
    "数字是事实；各来源的条款见 sources 中的 terms，无则为不详。"
    " Figures are facts; the terms of each source are in sources, none where they are not known."
)


def sources(connection: Connection[Any], extract: Extract) -> list[dict[str, str | None]]:
    """The sources that the rows cite, with everything that is needed to cite them."""
    return [
        {name: None if row[name] is None else str(row[name]) for name in SOURCE_FACTS}
        for row in cited_sources(connection, extract)
    ]


def citation(as_of: datetime | None) -> str:
    """How to cite the database in the state that it had; the sources are to be cited, too."""
    state = f", {as_of.date().isoformat()}" if as_of else ""
    return f"minzheng {version('minzheng')}: 民政统计 / Statistics of civil affairs{state}"
