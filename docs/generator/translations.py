"""The catalogues of translations of written pages: ``python -m generator.translations``.

Updates ``docs/locale`` to the pages as they are, and says what is to be translated. A message is a
paragraph, heading, cell or comment in code; one whose English changed a little keeps its Chinese,
marked as fuzzy, which is not used until the mark is removed.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from .languages import CHINESE
from .navigation import REFERENCE

DOCS = Path(__file__).parents[1]
CATALOGS = DOCS / "locale" / CHINESE / "LC_MESSAGES"
# Pages for those who change the software are in English only.
ENGLISH_ONLY = {"architecture", "performance"}
# What the theme says, and Sphinx has no Chinese for.
OF_THEME = "sphinx"
CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"\]\(([^)]+)\)")
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    f'"Content-Transfer-Encoding: 8bit\\n"\n"Language: {CHINESE}\\n"\n\n'
)


def extracted() -> dict[str, Catalog]:
    """The messages of every page for users, by page."""
    with TemporaryDirectory() as folder:
        source, found = Path(folder, "docs"), Path(folder, "found")
        for page in (*DOCS.glob("*.md"), *(source / f"{name}.md" for name in REFERENCE.values())):
            copy = source / page.relative_to(DOCS if page.exists() else source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            # The navigation names a part of the site only if it has pages.
            copy.write_text(page.read_text("utf-8") if page.exists() else "# A page", "utf-8")
        command = [sys.executable, "-m", "sphinx", "-Q", "--builder", "gettext"]
        subprocess.run(
            [*command, "--conf-dir", DOCS, source, found],
            env={**os.environ, "PYTHONPATH": str(DOCS)},
            check=True,
        )
        return {
            page.stem: _read(found / f"{page.stem}.pot")
            for page in sorted(DOCS.glob("*.md"))
            if page.stem not in ENGLISH_ONLY
        }


def translated() -> dict[str, Catalog]:
    """The catalogues as they are, by page."""
    found = {path.stem: _read(path) for path in sorted(CATALOGS.glob("*.po"))}
    return {page: catalog for page, catalog in found.items() if page != OF_THEME}


def update() -> list[str]:
    """Bring the catalogues up to the pages; what is then to be translated, a line each."""
    known, missing = translated(), []
    CATALOGS.mkdir(parents=True, exist_ok=True)
    for page, template in extracted().items():
        catalog = known.pop(page, Catalog(CHINESE))
        catalog.update(template)
        catalog.obsolete.clear()
        for message in messages(catalog):
            if not needs_words(message):
                message.string = message.id
                message.flags.discard("fuzzy")
        missing += [f"{page}.po: {one.id}" for one in messages(catalog) if not done(one)]
        _write(catalog, CATALOGS / f"{page}.po")
    for page in known:
        (CATALOGS / f"{page}.po").unlink()
    return missing


def messages(catalog: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalog if message.id]


def done(message: Message) -> bool:
    return bool(message.string) and not message.fuzzy


def needs_words(message: Message) -> bool:
    """Whether a message has words outside code: names in code and numbers stay as they are."""
    return bool(re.search(r"[A-Za-z]", CODE.sub("", str(message.id))))


def kept(text: str) -> tuple[list[str], list[str]]:
    """What is the same in a message and its translation, in any order: its code and its links."""
    return sorted(CODE.findall(text)), sorted(LINK.findall(text))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=CHINESE)


def _write(catalog: Catalog, path: Path) -> None:
    # Neither dates nor places: a catalogue changes only if its messages do.
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalog, width=100, no_location=True, omit_header=True)


if __name__ == "__main__":
    missing = update()
    print("\n".join([*missing, f"{len(missing)} messages to translate in {CATALOGS}"]))
