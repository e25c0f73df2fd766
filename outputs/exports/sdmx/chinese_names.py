"""Adds Chinese names to SDMX-ML, of whose several languages pysdmx writes one."""

from pathlib import Path

from lxml import etree

# By the id of an artefact, or by the id of its scheme and its own.
ChineseNames = dict[tuple[str, ...], str]
NAME = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}Name"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def add_chinese(path: Path, names: ChineseNames) -> None:
    """Put the Chinese name of each artefact after the English one."""
    tree = etree.parse(path)
    for name in list(tree.iter(NAME)):
        item = name.getparent()
        if item is not None and (chinese := names.get(_key(item))):
            added = etree.Element(NAME, {LANGUAGE: "zh"})
            added.text, added.tail = chinese, name.tail
            name.addnext(added)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


def _key(item: etree._Element) -> tuple[str, ...]:
    """The id of an artefact, after that of its scheme if it is in one."""
    scheme = item.getparent()
    ids = (scheme.get("id") if scheme is not None else None, item.get("id"))
    return tuple(id_ for id_ in ids if id_)
