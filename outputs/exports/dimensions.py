"""What the rows of an answer refer to: areas, indicators, units, sources, as answers beside it."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from ..queries import Question, relations
from ..queries.column_roles import OBSERVATION, REFERENCES, SOURCE
from ..queries.query import query_of
from .answer import Answer

# The areas and sources of an answer are few of those that the database knows. Of areas that are
# abolished, or bear one code one after the other, mart.area has none or one.
OF_ANSWER = {
    "area": """
        select distinct on (label.area_code)
            label.area_code, label.area_name, label.area_name_en, label.area_level,
            area.parent_code, area.province_code, area.province_name, area.prefecture_code,
            area.prefecture_name, area.county_code, area.county_name, area.valid_from
        from calc.area_label as label
        left join mart.area on area.area_code = label.area_code
        where label.area_code in (select area_code from ({asked}) as asked)
        order by label.area_code, area.area_name = label.area_name desc, label.area_name
    """,
    "source": "select {columns} from mart.source where source_code in ({sources})",
}
OF_ALL = "select {columns} from mart.{name}"
# They change with every load, though what they are of does not.
COUNTS = ("observation_count", "comparison_count")


def dimensions(connection: Connection[Any], answer: Answer) -> list[Answer]:
    """The relations that an answer refers to, and those that these refer to."""
    found: dict[str, Answer] = {}
    waiting = [answer]
    while waiting:
        names = referred(waiting.pop()) - found.keys() - {answer.name}
        for name in sorted(names):
            found[name] = dimension(connection, name, answer)
            waiting.append(found[name])
    return [found[name] for name in sorted(found)]


def referred(answer: Answer) -> set[str]:
    names = {REFERENCES[column.name] for column in answer.columns if column.name in REFERENCES}
    # What a breakdown is made of.
    return names | {"member" for column in answer.columns if column.name == "breakdown"}


def dimension(connection: Connection[Any], name: str, answer: Answer) -> Answer:
    columns = [column for column in relations.columns(connection, name) if column not in COUNTS]
    statement = sql.SQL(OF_ANSWER.get(name, OF_ALL)).format(
        name=sql.Identifier(name),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        asked=answer.query.statement,
        sources=sources(answer),
    )
    parameters = answer.query.parameters if name in OF_ANSWER else {}
    return Answer(Question(name), query_of(connection, statement, parameters))


def sources(answer: Answer) -> sql.Composable:
    """SQL for the codes of the sources that the rows name, or whose observations they name."""
    names = [column.name for column in answer.columns]
    if codes := [name for name in names if SOURCE.fullmatch(name)]:
        return either(answer, codes)
    ids = [name for name in names if OBSERVATION.fullmatch(name)]
    reported = "select source_code from mart.reported where observation_id in ({})"
    return sql.SQL(reported).format(either(answer, ids)) if ids else sql.SQL("null")


def either(answer: Answer, columns: list[str]) -> sql.Composable:
    """SQL for what any of some columns holds."""
    return sql.SQL(" union ").join(
        sql.SQL("select {} from ({}) as asked").format(sql.Identifier(name), answer.query.statement)
        for name in columns
    )


def cited(connection: Connection[Any], answer: Answer) -> Iterator[dict[str, Any]]:
    """The sources of an answer, each as a dictionary."""
    source = dimension(connection, "source", answer)
    columns = [column.name for column in source.columns]
    statement = source.query.literal(
        connection, 'select * from ({asked}) as asked order by source_code collate "C"'
    )
    for row in connection.execute(statement):
        yield dict(zip(columns, row, strict=True))
