"""Chinese names beside the English ones: SDMX-ML has several, the library writes one."""

from pathlib import Path

from lxml import etree

# By the identifier of an artefact, or by that of its list and its own.
Names = dict[tuple[str, ...], str]
NAME = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}Name"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def add_chinese(path: Path, names: Names) -> None:
    """Put the name of each artefact in Chinese behind the one in English."""
    tree = etree.parse(path)
    for name in list(tree.iter(NAME)):
        item = name.getparent()
        if item is not None and (chinese := names.get(key(item))):
            added = etree.Element(NAME, {LANGUAGE: "zh"})
            added.text, added.tail = chinese, name.tail
            name.addnext(added)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


def key(item: etree._Element) -> tuple[str, ...]:
    """The identifier of an artefact, behind that of its scheme if it is in one."""
    scheme = item.getparent()
    found = (scheme.get("id") if scheme is not None else None, item.get("id"))
    return tuple(one for one in found if one)
