"""Names where codes are expected: 昆明市 for 530100, 农村低保标准 for an indicator and a breakdown.

Codes and full names are looked up in the lists of mart. What is neither may still be an earlier or
a short name of an area, a label of tables for an indicator, another word for a programme. What is
not found, or may be several, is an error with the nearest names.
"""

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString, NamedTuple

from psycopg import Connection, sql

from ...database.statements import read
from ...loaders.resolve.nearest import nearest
from .query_error import QueryError

# Of more candidates the first are enough to see what is meant.
SHOWN = 6


class NameList(NamedTuple):
    """A relation of mart that lists codes with their names."""

    relation: str
    noun: str
    code: str
    name: str
    name_en: str


class Named(NamedTuple):
    """A code with its names, and for an area where it lies and whether it is in force."""

    code: str
    name: str
    name_en: str
    within: str | None = None
    in_force: bool = True

    def __str__(self) -> str:
        within = f", {self.within}" if self.within else ""
        return f"{self.code} ({self.name}{within})" if self.name != self.code else self.code


class Found(NamedTuple):
    """What a name stands for: a code, and the breakdown that the name says with it, if any."""

    code: str
    breakdown: str | None = None


AREA = NameList("area", "area", "area_code", "area_name", "area_name_en")
INDICATOR = NameList(
    "indicator", "indicator", "indicator_code", "indicator_name", "indicator_name_en"
)
PROGRAM = NameList("program", "programme", "program_code", "program_name", "program_name_en")
LISTS = {
    one.relation: one
    for one in (
        AREA,
        INDICATOR,
        PROGRAM,
        NameList("breakdown", "breakdown", "breakdown", "breakdown_name", "breakdown_name_en"),
        NameList("metric", "metric", "metric_code", "metric_name", "metric_name_en"),
        NameList("source", "source", "source_code", "title", "title"),
        NameList("unit", "unit", "unit", "unit_name", "unit_name_en"),
    )
}
ENTRIES = """
    select {code}, {name}, {name_en}, {within}, {in_force}
    from mart.{relation} where {condition} order by 1
"""
BY_NAME = """
    {code} = %(text)s::text or {name} = %(text)s::text
    or lower({name_en}) = lower(%(text)s::text)
"""
# 楚雄州 is short for 楚雄彝族自治州.
BEGINS = "starts_with({name}, left(%(text)s::text, 2))"
WITHIN = """
    nullif(
        concat_ws(' ', nullif(province_name, area_name), nullif(prefecture_name, area_name)), ''
    )
"""
EARLIER = """
    select distinct location.area_code
    from calc.area_version as version
    inner join calc.area_location as location using (admin_unit_id)
    where version.area_name = %(text)s or version.area_code = %(text)s
"""
MAY_READ_LABELS = """
    select has_schema_privilege('core', 'usage')
    and has_table_privilege('core.indicator_alias', 'select')
"""


def codes_of(connection: Connection[Any], relation: str, texts: Iterable[str]) -> list[str]:
    """The codes that codes or names stand for. Raises QueryError as ``find`` does."""
    return [find(connection, LISTS[relation], text).code for text in texts]


def find(connection: Connection[Any], names: NameList, text: str) -> Found:
    """What a code or a name stands for. Raises QueryError if it is unknown or ambiguous."""
    text = text.strip()
    exact = _entries(connection, names, BY_NAME, text)
    if len(exact) == 1:
        return Found(exact[0].code)
    if by_code := [one for one in exact if one.code == text]:
        return Found(by_code[0].code)
    if exact:
        return Found(_only(text, names, exact))
    if found := _by_other_name(connection, names, text):
        return found
    hint = _hint(connection, names, text)
    raise QueryError(f"There is no {names.noun} {text}. {hint}")


def _by_other_name(connection: Connection[Any], names: NameList, text: str) -> Found | None:
    if names is AREA and (areas := _areas_once_called(connection, text)):
        return Found(_only(text, names, areas))
    if names is INDICATOR:
        return _labelled(connection, text)
    if names is PROGRAM and (programs := _same_in_other_words(connection, text)):
        return Found(_only(text, names, programs))
    return None


def _areas_once_called(connection: Connection[Any], text: str) -> list[Named]:
    """The areas that had the name or the code, or else those of the short name: 昆明."""
    earlier = [code for (code,) in connection.execute(EARLIER, {"text": text})]
    if earlier:
        return [one for code in earlier for one in _entries(connection, AREA, BY_NAME, code)]
    from ...loaders.resolve.places import names_of

    beginning = _entries(connection, AREA, BEGINS, text)
    return [one for one in beginning if text in names_of(one.name)]


def _labelled(connection: Connection[Any], text: str) -> Found | None:
    """The indicator and the breakdown that a label of tables means: 农村低保标准.

    Labels are not in mart: for a role that reads nothing else, names of indicators are all.
    """
    if connection.execute(MAY_READ_LABELS).fetchone() != (True,):
        return None
    from ...loaders import resolve
    from ...loaders.resolve.labels import OtherMeaning, UnknownLabel, labels_of
    from ...loaders.resolve.units import PRINTED, units_of

    def rows(name: str) -> list[Any]:
        return connection.execute(read(resolve.__name__, name).text).fetchall()

    units = units_of(connection.execute(PRINTED).fetchall())
    labels = labels_of(rows("indicator_aliases"), rows("indicator_texts"), units)
    try:
        meant = labels.meaning([text], None)
    except (UnknownLabel, OtherMeaning):
        return None
    return Found(meant.indicator, None if meant.breakdown == "total" else meant.breakdown)


def _same_in_other_words(connection: Connection[Any], text: str) -> list[Named]:
    """The programmes whose name says the same in other words: 低保 for 最低生活保障."""
    from ...loaders.resolve.lexicon import take_apart

    def said(name: str) -> set[str]:
        parts = take_apart(name)
        return {part.name for part in parts} if all(one.kind == "same" for one in parts) else set()

    meant = said(text)
    return [one for one in _entries(connection, PROGRAM) if meant and said(one.name) == meant]


def _only(text: str, names: NameList, found: Sequence[Named]) -> str:
    """The code of the only candidate, or of the only one in force. Raises QueryError."""
    in_force = [one for one in found if one.in_force]
    candidates = in_force if len(in_force) == 1 else found
    if len({one.code for one in candidates}) == 1:
        return candidates[0].code
    shown = " or ".join(map(str, found[:SHOWN]))
    left = len(found) - SHOWN
    more = f" or {left} more" if left > 0 else ""
    raise QueryError(f"{text} may be {shown}{more}: give the code of the {names.noun}")


def _hint(connection: Connection[Any], names: NameList, text: str) -> str:
    """What was probably meant, or where to look."""
    entries = _entries(connection, names)
    near = nearest(text, ((one.code, one.name, one.name_en) for one in entries))
    if near:
        by_code = {one.code: one for one in entries}
        similar = " or ".join(str(by_code[one[0]]) for one in near)
        return f"Did you mean {similar}?"
    listing = f"mart.{names.relation}"
    return f"See {listing} for what there is"


def _entries(
    connection: Connection[Any],
    names: NameList,
    condition: LiteralString = "true",
    text: str | None = None,
) -> list[Named]:
    is_area = names is AREA
    parts: dict[str, sql.Composable] = {
        "relation": sql.Identifier(names.relation),
        "code": sql.Identifier(names.code),
        "name": sql.Identifier(names.name),
        "name_en": sql.Identifier(names.name_en),
        "within": sql.SQL(WITHIN if is_area else "null"),
        "in_force": sql.SQL("coalesce(in_force, true)" if is_area else "true"),
    }
    parts["condition"] = sql.SQL(condition).format(**parts)
    rows = connection.execute(sql.SQL(ENTRIES).format(**parts), {"text": text})
    # A name may be missing, a code is not.
    return [
        Named(code, name or code, name_en or code, *rest) for code, name, name_en, *rest in rows
    ]
