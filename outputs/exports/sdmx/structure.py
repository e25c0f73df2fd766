"""The structure of the data: dataflow, data structure, concepts and code lists, as SDMX-ML 3.0."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pysdmx import model
from pysdmx.io.format import Format
from pysdmx.io.writer import write_sdmx
from pysdmx.model import Role
from pysdmx.model.message import Header

from .amending import ChineseNames, amend
from .codelists import CodelistItem
from .components import Component
from .versions import Structure

AGENCY = "MINZHENG"
LIST = re.compile(r"(\w+):(\w+)\((.+)\)")
URN = "urn:sdmx:org.sdmx.infomodel"
ROLES = {"dimension": Role.DIMENSION, "time": Role.DIMENSION, "measure": Role.MEASURE}
TITLE, TITLE_EN = "民政统计", "Statistics of civil affairs"


def write_structure(
    path: Path,
    structure: Structure,
    as_of: datetime | None,
) -> None:
    """Write the file, dated by the state of the data, not by the time of writing."""
    components, lists = structure.components, structure.lists
    # A list that two components share is named for the first.
    named_for = {part.codelist: part for part in reversed(components) if part.codelist}
    structures = [
        *(_codelist(name, component, lists[name]) for name, component in named_for.items()),
        _concepts(structure),
        _definition(structure),
        model.Dataflow(
            id="CIVIL_AFFAIRS",
            name=TITLE_EN,
            agency=AGENCY,
            version=structure.version,
            structure=f"{URN}.datastructure.DataStructure={structure.id}",
        ),
    ]
    prepared = as_of or datetime(1970, 1, 1, tzinfo=UTC)
    header = Header(id="CIVIL_AFFAIRS", prepared=prepared, sender=model.Organisation(id="MINZHENG"))
    write_sdmx(structures, Format.STRUCTURE_SDMX_ML_3_0, output_path=str(path), header=header)
    amend(path, _chinese_names(components, lists))


def _codelist(name: str, component: Component, codes: list[CodelistItem]) -> model.Codelist:
    agency, id_, version = _parse(name)
    items = [
        model.Code(id=code.id, name=code.name_en, description=code.definition_en) for code in codes
    ]
    return model.Codelist(
        id=id_, agency=agency, version=version, name=component.name_en, items=items
    )


def _parse(name: str) -> Sequence[str]:
    """The agency, id and version in the name of a list."""
    match = LIST.fullmatch(name)
    assert match, name
    return match.groups()


def _concepts(structure: Structure) -> model.ConceptScheme:
    items = [model.Concept(id=part.id, name=part.name_en) for part in structure.components]
    return model.ConceptScheme(
        id="CONCEPTS",
        name="Concepts",
        items=items,
        agency=AGENCY,
        version=structure.concepts_version,
    )


def _definition(structure: Structure) -> model.DataStructureDefinition:
    parts = [_component(part, structure.concepts_version) for part in structure.components]
    return model.DataStructureDefinition(
        id="CIVIL_AFFAIRS",
        name=TITLE_EN,
        components=model.Components(parts),
        agency=AGENCY,
        version=structure.version,
    )


def _component(component: Component, concepts_version: str) -> model.Component:
    """A dimension, the measure, or an attribute of the observation."""
    id_, codelist = component.id, component.codelist
    role = ROLES.get(component.role, Role.ATTRIBUTE)
    return model.Component(
        id=id_,
        required=role is Role.DIMENSION or id_ in ("OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE"),
        role=role,
        concept=model.ItemReference("Concept", AGENCY, "CONCEPTS", concepts_version, id_),
        local_dtype=model.DataType(component.type) if component.type else None,
        local_enum_ref=f"{URN}.codelist.Codelist={codelist}" if codelist else None,
        attachment_level="O" if role is Role.ATTRIBUTE else None,
    )


def _chinese_names(
    components: Sequence[Component], lists: dict[str, list[CodelistItem]]
) -> ChineseNames:
    names: ChineseNames = {("CIVIL_AFFAIRS",): TITLE}
    for component in components:
        names["CONCEPTS", component.id] = component.name
        if component.codelist:
            _agency, id_, _version = _parse(component.codelist)
            names.setdefault((id_,), component.name)
            codes = lists[component.codelist]
            names |= {(id_, code.id): code.name for code in codes if code.name}
    return names
