"""The navigation of the site: its pages in reading order."""

from sphinx.application import Sphinx

from .markdown import contents, page

ORDER = {
    "Use": "start ask figures derived report bi exports python glossary",
    "Reference": "mart programs rules sources codes roles commands",
    "Operate and extend": (
        "files reading feeds operate reliability performance scale architecture tables limits"
    ),
}
REFERENCE = {
    "mart": "reference/mart/index",
    "programs": "reference/programs/index",
    "rules": "reference/rules",
    "sources": "reference/sources",
    "codes": "reference/codes",
    "roles": "reference/roles",
    "commands": "reference/commands",
    "tables": "reference/tables/index",
}


def add_navigation(app: Sphinx, document: str, source: list[str]) -> None:
    """Add all other pages to the first one; those that ORDER does not name come last."""
    if document == "index":
        source[0] = page(source[0], *navigation(app.project.docnames))


def navigation(found: set[str]) -> list[str]:
    named = {
        caption: [REFERENCE.get(name, name) for name in names.split()]
        for caption, names in ORDER.items()
    }
    placed = {"index", *(name for names in named.values() for name in names)}
    named["More"] = sorted(name for name in found - placed if "/" not in name)
    return [
        contents([name for name in names if name in found], caption)
        for caption, names in named.items()
        if found & set(names)
    ]
