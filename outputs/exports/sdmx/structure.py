"""The structure of the data: dataflow, data structure, concepts and code lists, as SDMX-ML 3.0."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pysdmx import model
from pysdmx.io.format import Format
from pysdmx.io.writer import write_sdmx
from pysdmx.model import Role
from pysdmx.model.message import Header

from .codelists import Code
from .components import Part
from .languages import Names, add_chinese

OURS: dict[str, Any] = {"agency": "MINZHENG", "version": "1.0.0"}
LIST = re.compile(r"(\w+):(\w+)\((.+)\)")
URN = "urn:sdmx:org.sdmx.infomodel"
ROLES = {"dimension": Role.DIMENSION, "time": Role.DIMENSION, "measure": Role.MEASURE}
TITLE, TITLE_EN = "民政统计", "Statistics of civil affairs"


def write_structure(
    path: Path, parts: Sequence[Part], lists: dict[str, list[Code]], as_of: datetime | None
) -> None:
    """Write the file; its moment is that of the data, not of the writing."""
    # A list that two components have bears the name of the first.
    used = {part.codelist: part for part in reversed(parts) if part.codelist}
    structures = [
        *(codelist(name, part, lists[name]) for name, part in used.items()),
        concepts(parts),
        definition(parts),
        model.Dataflow(
            id="CIVIL_AFFAIRS",
            name=TITLE_EN,
            structure=f"{URN}.datastructure.DataStructure=MINZHENG:CIVIL_AFFAIRS(1.0.0)",
            **OURS,
        ),
    ]
    prepared = as_of or datetime(1970, 1, 1, tzinfo=UTC)
    header = Header(id="CIVIL_AFFAIRS", prepared=prepared, sender=model.Organisation(id="MINZHENG"))
    write_sdmx(structures, Format.STRUCTURE_SDMX_ML_3_0, output_path=str(path), header=header)
    add_chinese(path, chinese(parts, lists))


def codelist(name: str, part: Part, codes: list[Code]) -> model.Codelist:
    agency, id_, version = parsed(name)
    items = [
        model.Code(id=code.id, name=code.name_en, description=code.definition_en) for code in codes
    ]
    return model.Codelist(id=id_, agency=agency, version=version, name=part.name_en, items=items)


def parsed(name: str) -> Sequence[str]:
    match = LIST.fullmatch(name)
    assert match, name
    return match.groups()


def concepts(parts: Sequence[Part]) -> model.ConceptScheme:
    items = [model.Concept(id=part.id, name=part.name_en) for part in parts]
    return model.ConceptScheme(id="CONCEPTS", name="Concepts", items=items, **OURS)


def definition(parts: Sequence[Part]) -> model.DataStructureDefinition:
    return model.DataStructureDefinition(
        id="CIVIL_AFFAIRS",
        name=TITLE_EN,
        components=model.Components([component(part) for part in parts]),
        **OURS,
    )


def component(part: Part) -> model.Component:
    """A dimension, the measure, or an attribute of the observation."""
    role = ROLES.get(part.role, Role.ATTRIBUTE)
    return model.Component(
        id=part.id,
        required=role is Role.DIMENSION or part.id in ("OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE"),
        role=role,
        concept=model.ItemReference("Concept", "MINZHENG", "CONCEPTS", "1.0.0", part.id),
        local_dtype=model.DataType(part.type) if part.type else None,
        local_enum_ref=f"{URN}.codelist.Codelist={part.codelist}" if part.codelist else None,
        attachment_level="O" if role is Role.ATTRIBUTE else None,
    )


def chinese(parts: Sequence[Part], lists: dict[str, list[Code]]) -> Names:
    """The Chinese names, by the identifier of a list, or by those of a list and its code."""
    names: Names = {("CIVIL_AFFAIRS",): TITLE}
    for part in parts:
        names["CONCEPTS", part.id] = part.name
        if part.codelist:
            _agency, id_, _version = parsed(part.codelist)
            names.setdefault((id_,), part.name)
            names |= {(id_, code.id): code.name for code in lists[part.codelist] if code.name}
    return names
