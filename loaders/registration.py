"""Sources that a user names together with their file."""

from sqlalchemy.dialects.postgresql import insert

from ..printable import UNFIT_FOR_NAMES
from ..schema import Source
from .files import UnreadableFile
from .load import Load


def register_source(load: Load) -> None:
    """Give a source whose title is given a row in core.source, or bring that row up to date."""
    file, options = load.file, load.file.options
    # An article registers its own source, whose title its text may say.
    if options.title is None or options.kind:
        return
    names = {"code": file.source, "title": options.title, "publisher": options.publisher or ""}
    for what, name in names.items():
        if found := UNFIT_FOR_NAMES.search(name):
            message = f"the {what} of its source, {name!r}, has the control character {found[0]!r}"
            raise UnreadableFile(message)
    values = {
        "title": options.title,
        "publisher": options.publisher,
        "published_on": options.published_on,
        "published_precision": "day" if options.published_on else None,
        "sha256": file.sha256,
    }
    row = insert(Source).values(code=file.source, kind="table", language="zh", **values)
    load.connection.execute(row.on_conflict_do_update(index_elements=["code"], set_=values))
