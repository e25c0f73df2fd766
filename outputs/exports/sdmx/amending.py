"""Amends the SDMX-ML that pysdmx writes: Chinese names, and what other readers stumble over."""

from pathlib import Path

from lxml import etree

# By the id of an artefact, or by the id of its scheme and its own.
ChineseNames = dict[tuple[str, ...], str]
NAME = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}Name"
MEASURES = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure}MeasureRelationship"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def amend(path: Path, names: ChineseNames) -> None:
    """Add the Chinese names, and leave out what is implied."""
    tree = etree.parse(path)
    _add_chinese(tree, names)
    # That attributes are about the only measure need not be said, and sdmx1 cannot read it.
    for implied in list(tree.iter(MEASURES)):
        parent = implied.getparent()
        assert parent is not None
        parent.remove(implied)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


def _add_chinese(tree: etree._ElementTree, names: ChineseNames) -> None:
    """Put the Chinese name of each artefact after the English one: pysdmx writes one language."""
    for name in list(tree.iter(NAME)):
        item = name.getparent()
        if item is not None and (chinese := names.get(_key(item))):
            added = etree.Element(NAME, {LANGUAGE: "zh"})
            added.text, added.tail = chinese, name.tail
            name.addnext(added)


def _key(item: etree._Element) -> tuple[str, ...]:
    """The id of an artefact, after that of its scheme if it is in one."""
    scheme = item.getparent()
    ids = (scheme.get("id") if scheme is not None else None, item.get("id"))
    return tuple(id_ for id_ in ids if id_)
